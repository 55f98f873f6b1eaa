import { randomUUIDv7 } from 'node:crypto';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Plan, Refusal, Scene } from '../case-work/case-work.types.ts';
import type { CaseChanges, ChangeOutcome } from '../case-work/change.service.ts';
import { checkTopics } from '../case-work/topics-input.ts';
import { toParticipants } from '../case-work/wording.ts';
import type { LinkProjectInput, StartProjectInput } from '../generated/resolvers.ts';
import { registerKeyOf } from '../routing/keys.ts';
import { quoted } from '../routing/wording.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { readProjectInput } from './project.input.ts';

/** Which project a case accompanies: decided on the case, by who leads it. */
export function createCaseProjectWork({ change }: CaseChanges, topics: Pick<TopicService, 'find'>, today: string) {
  return {
    async start(input: StartProjectInput): Promise<{ outcome: ChangeOutcome; projectId: string }> {
      const { caseId, version, phase, ...said } = readProjectInput('start', input);
      await checkTopics(topics, 'topics', said.topics ?? []);
      if (said.startedOn && said.startedOn > today) {
        throw badInput('input.startedOn', 'Dieser Tag liegt in der Zukunft.');
      }
      const id = randomUUIDv7();
      const outcome = await change('START_PROJECT', { caseId, version }, ({ facts, actor }): Plan | Refusal => {
        if (facts.project) return { refused: 'Dieser Fall begleitet schon ein Projekt.' };
        const kommune = kommuneOf(facts, said.kommune);
        if (kommune === null) {
          return { refused: 'Der Fall betrifft keine Kommune, der ein Projekt gehören könnte.', missing: ['kommune'] };
        }
        const { name, quartier, origin, published } = said;
        const project = { id, kommune, name, quartier, origin, published: published ?? false };
        return {
          project: { ...project, topics: said.topics ?? facts.topics, startedOn: said.startedOn ?? today },
          patch: { phase: phase ?? facts.phase ?? 'ORIENTATION' },
          entries: [toParticipants('NOTE', actor.association, accompanies(name))],
        };
      });
      return { outcome, projectId: id };
    },

    async link(input: LinkProjectInput): Promise<ChangeOutcome> {
      const { project: id, ...seen } = readProjectInput('link', input);
      const also = { projects: [id] };
      return change(
        'LINK_PROJECT',
        seen,
        async ({ facts, actor }, turn): Promise<Plan | Refusal> => {
          const project = await turn.findProject(id);
          if (project === null) throw badInput('input.project', 'Dieses Projekt gibt es nicht.');
          if (facts.project?.id === id) return { refused: 'Der Fall begleitet dieses Projekt schon.' };
          if (!facts.kommunen.includes(project.kommune)) {
            return {
              refused: 'Das Projekt gehört zu einer Kommune, die der Fall nicht betrifft.',
              missing: ['project'],
            };
          }
          return {
            ...{ project: { id }, patch: { phase: project.phase } },
            entries: [toParticipants('NOTE', actor.association, accompanies(project.name))],
          };
        },
        also,
      );
    },
  };
}

/** The Kommune that is named, or the seat. Null where the case is about none. */
function kommuneOf({ kommunen }: Scene['facts'], named: string | null | undefined): string | null {
  if (!named) return kommunen[0] ?? null;
  const key = registerKeyOf(named);
  if (kommunen.includes(key)) return key;
  throw badInput('input.kommune', 'Diese Kommune betrifft der Fall nicht.');
}

const accompanies = (name: string): string => `Der Fall begleitet jetzt das Projekt ${quoted(name)}.`;
