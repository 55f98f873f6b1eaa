import { randomUUIDv7 } from 'node:crypto';
import { readInput } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { z } from 'zod';
import { seenCase } from '../case-work/case-work.input.ts';
import type { Plan, Refusal } from '../case-work/case-work.types.ts';
import type { CaseChanges, ChangeOutcome } from '../case-work/change.service.ts';
import { toParticipants } from '../case-work/wording.ts';
import type { RequestIntroductionInput } from '../generated/resolvers.ts';
import { quoted } from '../routing/wording.ts';

/** So long both Kommunen can agree: long enough to ask a council, short enough that the answer still helps. */
export const daysToAgree = 60;

const schema = z.object({ ...seenCase, project: z.string().refine(isUuid, 'Dieses Projekt gibt es nicht.') });

/** Asks for an introduction: from a case, by who advises on it. */
export function createRequestIntroduction({ change }: CaseChanges) {
  return {
    async request(input: RequestIntroductionInput): Promise<{ outcome: ChangeOutcome; introductionId: string }> {
      const { project: key, ...seen } = readInput(schema, input);
      const [introductionId, projectId] = [randomUUIDv7(), key.toLowerCase()];
      const outcome = await change(
        'REQUEST_INTRODUCTION',
        seen,
        async ({ facts, actor, at }, turn): Promise<Plan | Refusal> => {
          const project = await turn.findProject(projectId);
          if (project === null) throw badInput('input.project', 'Dieses Projekt gibt es nicht.');
          if (facts.kommunen.length === 0) return { refused: 'Der Fall betrifft keine Kommune.' };
          if (facts.kommunen.includes(project.kommune)) {
            return {
              refused: 'Das Projekt gehört zu einer Kommune, die der Fall selbst betrifft.',
              missing: ['project'],
            };
          }
          if (await turn.hasAsked(facts.id, projectId, at)) return { refused: 'Diese Vernetzung ist schon angefragt.' };
          const lapsesAt = new Date(at.getTime() + daysToAgree * 86_400_000);
          const text = `Vernetzung angefragt: Projekt ${quoted(project.name)}.`;
          return {
            introduction: { id: introductionId, projectId, lapsesAt },
            entries: [toParticipants('NOTE', actor.association, text)],
          };
        },
      );
      return { outcome, introductionId };
    },
  };
}
