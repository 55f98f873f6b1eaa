import { randomUUID } from 'node:crypto';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Refusal } from '../case-work/case-work.types.ts';
import { checkTopics } from '../case-work/topics-input.ts';
import { because, phaseSentence } from '../case-work/wording.ts';
import type {
  AddLocalActorInput,
  ChangeProjectInput,
  EndLocalActorInput,
  EndProjectInput,
  PlanMilestoneInput,
  ResumeProjectInput,
  SetProjectPhaseInput,
  UpdateMilestoneInput,
} from '../generated/resolvers.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { readProjectInput } from './project.input.ts';
import type { MilestoneRow, ProjectFacts, ProjectPlan } from './project.types.ts';
import type { ProjectChanges } from './project-change.service.ts';

/** What is done with a project: its facts, its phase, its end. */
export function createProjectWork({ change }: ProjectChanges, topics: Pick<TopicService, 'find'>, today: string) {
  return {
    async change(input: ChangeProjectInput) {
      const { projectId, version, topics: codes, ...said } = readProjectInput('change', input);
      await checkTopics(topics, 'topics', codes ?? []);
      refuseFuture(said.startedOn, 'startedOn', today);
      return change({ projectId, version }, (facts): ProjectPlan | Refusal => {
        if (codes?.length === 0) return { refused: 'Bitte nennen Sie ein Handlungsfeld.', missing: ['topics'] };
        const patch = Object.fromEntries(Object.entries(said).filter(([, value]) => value != null));
        const startedOn = said.startedOn ?? facts.startedOn;
        if (facts.endedOn !== null && startedOn > facts.endedOn) throw endBeforeStart('startedOn');
        return { patch, ...(codes && { topics: codes }) };
      });
    },

    async setPhase(input: SetProjectPhaseInput) {
      const { phase, reason, ...seen } = readProjectInput('phase', input);
      return change(seen, (facts): ProjectPlan | Refusal => {
        if (facts.phase === phase) return { refused: 'Diese Phase ist schon eingetragen.', missing: ['phase'] };
        if (reason && !facts.accompanied) {
          throw badInput('input.reason', 'Zu diesem Projekt gibt es keinen Fall, in dem der Grund stehen könnte.');
        }
        return { patch: { phase }, told: `${phaseSentence(phase)}${because(reason)}` };
      });
    },

    async end(input: EndProjectInput) {
      const { state, on, ...seen } = readProjectInput('end', input);
      const endedOn = on ?? today;
      refuseFuture(endedOn, 'on', today);
      return change(seen, (facts): ProjectPlan | Refusal => {
        if (facts.state !== 'RUNNING') return { refused: 'Dieses Projekt ist schon beendet.' };
        if (endedOn < facts.startedOn) throw endBeforeStart('on');
        const told = state === 'FINISHED' ? 'Das Projekt ist abgeschlossen.' : 'Das Projekt ist aufgegeben.';
        return { patch: { state, endedOn }, told };
      });
    },

    async resume(input: ResumeProjectInput) {
      return change(readProjectInput('seen', input), (facts): ProjectPlan | Refusal => {
        if (facts.state === 'RUNNING') return { refused: 'Dieses Projekt läuft.' };
        return { patch: { state: 'RUNNING', endedOn: null }, told: 'Das Projekt ist wieder aufgenommen.' };
      });
    },
  };
}

/** What belongs to a project: milestones and local actors. */
export function createProjectPartsWork({ change }: ProjectChanges, today: string) {
  return {
    async planMilestone(input: PlanMilestoneInput) {
      const { title, plannedOn, ...seen } = readProjectInput('milestone', input);
      return change(seen, ({ milestones }): ProjectPlan | Refusal => {
        if (milestones.length >= most) return { refused: `Ein Projekt hat höchstens ${most} Meilensteine.` };
        return { milestone: { id: randomUUID(), title, plannedOn, state: 'PLANNED', settledOn: null } };
      });
    },

    async updateMilestone(input: UpdateMilestoneInput) {
      const { milestone: id, on, state, title, plannedOn, ...seen } = readProjectInput('milestoneState', input);
      refuseFuture(on, 'on', today);
      return change(seen, ({ milestones }): ProjectPlan => {
        const found = milestones.find((milestone) => milestone.id === id);
        if (!found) throw badInput('input.milestone', 'Diesen Meilenstein gibt es nicht.');
        const next = { ...found, title: title ?? found.title, plannedOn: plannedOn ?? found.plannedOn };
        return { milestone: settled(next, state ?? found.state, on ?? null, today) };
      });
    },

    async addLocalActor(input: AddLocalActorInput) {
      const { name, kind, since, ...seen } = readProjectInput('localActor', input);
      return change(seen, ({ localActors }): ProjectPlan | Refusal => {
        if (localActors.length >= most) return { refused: `Ein Projekt hat höchstens ${most} Akteure.` };
        if (localActors.some((actor) => actor.name === name && actor.until === null)) {
          return { refused: 'Diese Organisation wirkt schon mit.', missing: ['name'] };
        }
        return { localActor: { id: randomUUID(), name, kind, since: since ?? today, until: null } };
      });
    },

    async endLocalActor(input: EndLocalActorInput) {
      const { localActor: id, until, ...seen } = readProjectInput('localActorEnd', input);
      refuseFuture(until, 'until', today);
      return change(seen, ({ localActors }: ProjectFacts): ProjectPlan | Refusal => {
        const found = localActors.find((actor) => actor.id === id);
        if (!found) throw badInput('input.localActor', 'Diesen Akteur gibt es nicht.');
        if (found.until !== null) return { refused: 'Diese Organisation wirkt schon nicht mehr mit.' };
        const last = until ?? today;
        if (last < found.since) throw badInput('input.until', 'Der letzte Tag liegt vor dem ersten.');
        return { localActor: { ...found, until: last } };
      });
    },
  };
}

/** So many milestones and so many actors say enough. */
const most = 100;

/** A milestone keeps its day where its state stays; a planned one has none. */
function settled(
  milestone: Omit<MilestoneRow, 'projectId'>,
  state: MilestoneRow['state'],
  on: string | null,
  today: string,
): Omit<MilestoneRow, 'projectId'> {
  if (state === 'PLANNED') return { ...milestone, state, settledOn: null };
  const kept = state === milestone.state ? milestone.settledOn : null;
  return { ...milestone, state, settledOn: on ?? kept ?? today };
}

function refuseFuture(day: string | null | undefined, field: string, today: string): void {
  if (day && day > today) throw badInput(`input.${field}`, 'Dieser Tag liegt in der Zukunft.');
}

function endBeforeStart(field: string) {
  return badInput(`input.${field}`, 'Der letzte Tag des Projekts liegt vor dem ersten.');
}
