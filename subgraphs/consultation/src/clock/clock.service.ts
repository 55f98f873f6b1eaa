import type { CaseTurn, CaseTurns } from '../case-work/case-turn.repository.ts';
import type { CaseFacts } from '../case-work/case-work.types.ts';
import { leadOf } from '../case-work/relations.ts';
import { returnToTriage } from '../case-work/time-out.service.ts';
import {
  type Ladder,
  laddersOf,
  nextStepAt,
  type OpenRequest,
  type Step,
  type StepKind,
  stepsDue,
} from './clock-plan.ts';
import type { ClockState } from './clock-step.repository.ts';
import { sayOf } from './clock-words.ts';

/** How long a case rests that nobody may work on, in milliseconds: a day. */
const restMs = 86_400_000;

export interface ClockParts {
  readonly turns: CaseTurns;
  readonly now: () => Date;
}

/** What the clock does with a case: reminders, escalations, and the way back to the coordinators. */
export function createClock({ turns, now }: ClockParts) {
  return {
    /**
     * Looks at a case and does what is due; answers what it did. All in one transaction, on the case as it stands then: what has
     * been done in the meantime, by people or by another process, is neither done nor reminded of again.
     */
    look: (caseId: string): Promise<readonly StepKind[]> =>
      turns.inTurn([caseId], async (turn) => {
        const at = now();
        const facts = await turn.find(caseId);
        if (facts === null) return [];
        const state = await turn.findClockState(caseId, at);
        if (!state.due) return [];
        if (state.restricted) {
          await turn.setClock(caseId, new Date(at.getTime() + restMs));
          return [];
        }
        return workOn(turn, facts, state, at);
      }),
  };
}

async function workOn(turn: CaseTurn, facts: CaseFacts, state: ClockState, at: Date): Promise<readonly StepKind[]> {
  const lead = leadOf(facts.parts)?.association ?? null;
  const requests = openRequests(facts, state);
  const ladders: readonly Ladder[] = laddersOf({ ...facts, lead, requests }, await turn.findClock(facts.id));
  const isDone = ({ kind, occasion, partId }: Step) =>
    state.done.some(
      (done) => done.kind === kind && done.partId === partId && done.occasion.getTime() === occasion.getTime(),
    );
  const done: StepKind[] = [];
  for (const step of stepsDue(ladders, isDone, at)) {
    await turn.recordStep(facts.id, step, at);
    done.push(step.kind);
    if (step.kind === 'ACCEPTANCE_OVERDUE') {
      const { kind } = await returnToTriage(turn, { facts, at });
      if (kind !== 'CHANGED') throw new Error('a case that is overdue could not be taken back');
      // It is another case now: the database has it looked at again.
      return done;
    }
    const { entry, notifications } = sayOf(step.kind, step, facts);
    await turn.tell(facts.id, at, entry, notifications);
  }
  await turn.setClock(facts.id, nextStepAt(ladders, at));
  return done;
}

function openRequests({ parts }: CaseFacts, { askedSince }: ClockState): readonly OpenRequest[] {
  return parts.flatMap(({ id, association, answerDueAt }): OpenRequest[] => {
    const since = askedSince.get(id);
    return answerDueAt === null || since === undefined ? [] : [{ partId: id, association, since, dueAt: answerDueAt }];
  });
}
