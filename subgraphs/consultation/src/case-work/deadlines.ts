import { addWorkingDays } from '../clock/working-days.ts';
import type { CaseFacts } from './case-work.types.ts';
import type { Due } from './transitions.ts';

/** Working days until somebody has accepted, or the coordinators have decided. */
const daysToAccept = 2;

/** Working days from the receipt until the inquirer has the first answer. */
const daysToAnswer = 5;

/** When the next step of a case is due after an action; null where nothing is. */
export function dueAfter(
  due: Due,
  { receivedAt, dueAt }: Pick<CaseFacts, 'receivedAt' | 'dueAt'>,
  firstAnsweredAt: Date | null,
  at: Date,
): Date | null {
  switch (due) {
    case 'ACCEPTANCE':
      return later(at, daysToAccept);
    case 'FIRST_ANSWER':
      return firstAnsweredAt === null ? later(receivedAt, daysToAnswer) : null;
    case 'NOTHING':
      return null;
    case 'AS_BEFORE':
      return dueAt;
  }
}

function later(from: Date, days: number): Date {
  const due = addWorkingDays(Temporal.Instant.fromEpochMilliseconds(from.getTime()), days);
  return new Date(due.epochMilliseconds);
}
