import { isOpen } from '../case/case-state.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import type { Office, Offices } from './office.ts';
import { addWorkingDays, addWorkingMinutes, type Pause, workingMinutesBetween } from './working-time.ts';

/** A case went to a status. */
export interface Move {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: CaseStatus;
}

/** What the deadlines of a case are reckoned from. */
export interface ClockFacts {
  readonly offices: Offices;
  /** In the order in which they took place. */
  readonly moves: readonly Move[];
}

/** Whether time counts in a status: not while the centre waits for the inquirer, and not when a case is over. */
export function clockRuns(status: CaseStatus): boolean {
  return isOpen(status) && status !== 'WAITING_FOR_INQUIRER';
}

/** When the clock stood still, and still does where the last pause has no end. */
export function pausesOf(moves: readonly Move[]): readonly Pause[] {
  return moves.flatMap(({ at, to }, index) =>
    clockRuns(to) ? [] : [{ from: at, until: moves[index + 1]?.at ?? Number.POSITIVE_INFINITY }],
  );
}

/** Until when a case is accepted, or decided on, that came to somebody at a moment. */
export function acceptanceDue(office: Office, at: Date): Date {
  return addWorkingDays(office, at, office.acceptanceWorkingDays);
}

/** Until when an inquirer has a first answer. */
export function firstAnswerDue(office: Office, receivedAt: Date, pauses: readonly Pause[] = []): Date {
  return addWorkingMinutes(office, receivedAt, office.firstAnswerWorkingHours * 60, pauses);
}

/** How long the first answer took: working minutes, rounded. */
export function firstAnswerMinutes(
  office: Office,
  receivedAt: Date,
  answeredAt: Date,
  pauses: readonly Pause[] = [],
): number {
  return Math.round(workingMinutesBetween(office, receivedAt, answeredAt, pauses));
}
