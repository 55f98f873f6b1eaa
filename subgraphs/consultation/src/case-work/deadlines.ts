import { isOpen } from '../case/case-state.ts';
import {
  acceptanceDue,
  type ClockFacts,
  clockRuns,
  firstAnswerDue,
  firstAnswerMinutes,
  pausesOf,
} from '../clock/deadlines.ts';
import { officeOf } from '../clock/office.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import type { CaseFacts, PartFact } from './case-work.types.ts';
import { isUnanswered, leadOf } from './relations.ts';
import type { Row } from './transitions.ts';

/** The facts of a case that follow from its clocks. */
export type Deadlines = Pick<CaseFacts, 'dueAt' | 'firstAnswerDueAt' | 'firstAnswerWorkingMinutes'>;

/** A change of a case, apart from its deadlines. */
export interface Changed {
  readonly row: Row;
  readonly before: CaseFacts;
  readonly after: Omit<CaseFacts, keyof Deadlines>;
  readonly at: Date;
}

/**
 * When the next step of a case and its first answer are due after a change, by the hours and targets of who leads then. What was
 * due stays, also where an office changes its targets meanwhile, until the case comes to another stage or to another lead.
 */
export function deadlinesAfter(changed: Changed, { offices, moves }: ClockFacts): Deadlines {
  const { row, before, after, at } = changed;
  const { receivedAt, firstAnsweredAt, status } = after;
  const office = officeOf(offices, leadOf(after.parts)?.association ?? null);
  const pauses = pausesOf(row.to === null ? moves : [...moves, { at: at.getTime(), to: row.to }]);
  const isAnsweredNow = firstAnsweredAt !== null && before.firstAnsweredAt === null;
  const keeps = row.due === 'AS_BEFORE' && !leadMoves(changed);

  function firstAnswerDueAt(): Date | null {
    if (firstAnsweredAt !== null || !clockRuns(status)) return null;
    return (keeps ? before.firstAnswerDueAt : null) ?? firstAnswerDue(office, receivedAt, pauses);
  }

  const answerDueAt = firstAnswerDueAt();
  const dueAt = {
    ACCEPTANCE: () => acceptanceDue(office, at),
    FIRST_ANSWER: () => answerDueAt,
    NOTHING: () => null,
    // Of a case that is advised nothing but the first answer is due.
    AS_BEFORE: () => (status === 'IN_CONSULTATION' && (isAnsweredNow || !keeps) ? answerDueAt : before.dueAt),
  }[row.due]();
  return {
    dueAt,
    firstAnswerDueAt: answerDueAt,
    firstAnswerWorkingMinutes: isAnsweredNow
      ? firstAnswerMinutes(office, receivedAt, firstAnsweredAt, pauses)
      : before.firstAnswerWorkingMinutes,
  };
}

/**
 * Until when an association answers what it is asked: by its own working days, from when it can answer. What was due stays; the time
 * in which a case waits for who asked counts, since the answer does not depend on them.
 */
export function answerDueAfter(
  part: PartFact,
  status: CaseStatus,
  at: Date,
  { offices }: Pick<ClockFacts, 'offices'>,
): Date | null {
  if (!isUnanswered(part) || !canAnswer(status)) return null;
  return part.answerDueAt ?? acceptanceDue(officeOf(offices, part.association), at);
}

/** In triage nobody is asked yet, and nobody is any more when a case has ended. */
function canAnswer(status: CaseStatus): boolean {
  return isOpen(status) && status !== 'RECEIVED' && status !== 'IN_TRIAGE';
}

function leadMoves({ before, after }: Changed): boolean {
  return leadOf(before.parts)?.association !== leadOf(after.parts)?.association;
}
