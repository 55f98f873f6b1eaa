import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { AssociationCode, CaseStatus } from '../generated/resolvers.ts';
import { type ClockFacts, pausesOf } from './deadlines.ts';
import { officeOf } from './office.ts';
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

/** What the clock does with a case, once for each occasion. */
export type StepKind =
  /** Nobody has accepted: the case goes back to the coordinators. */
  | 'ACCEPTANCE_OVERDUE'
  /** The coordinators have not decided yet, and are told so. */
  | 'TRIAGE_OVERDUE'
  /** Who has the case is told that the first answer will be due. */
  | 'FIRST_ANSWER_REMINDER'
  /** There is no first answer: their team and the coordinators are told. */
  | 'FIRST_ANSWER_OVERDUE'
  /** An association is reminded that it is asked for co-advice, or offered the lead. */
  | 'REQUEST_REMINDER'
  /** It has not answered: its team, the coordinators and who asked for it are told. */
  | 'REQUEST_OVERDUE'
  /** Who asked is reminded that the centre waits for them. */
  | 'WAITING_REMINDER'
  | 'WAITING_SECOND_REMINDER'
  /** Who asked, and who advises, are offered to close. */
  | 'CLOSING_OFFER';

/** A step with the moment from which it is to be done. */
export interface Step {
  readonly kind: StepKind;
  /** The deadline that it is about, or when the wait began: another deadline is another occasion. */
  readonly occasion: Date;
  readonly at: Date;
  /** Key of the part that is asked for; null for a step of the case itself. */
  readonly partId: string | null;
}

/** An association is asked to take a part, and has not answered. */
export interface OpenRequest {
  readonly partId: string;
  readonly association: AssociationCode;
  /** From when it could answer. */
  readonly since: Date;
  readonly dueAt: Date;
}

/** A case as far as the clock must know it. */
export interface ClockCase {
  readonly status: CaseStatus;
  readonly lead: AssociationCode | null;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly firstAnswerDueAt: Date | null;
  readonly requests: readonly OpenRequest[];
}

/** Steps of which a later one makes the earlier ones needless: a first reminder is not made up for after the second one's day. */
export type Ladder = readonly Step[];

/** When three quarters of the time for an answer have passed, it is reminded of. */
const reminderAfter = 0.75;

/** Days of waiting, by the domain: two reminders, then the offer to close. */
const waitingDays = { WAITING_REMINDER: 10, WAITING_SECOND_REMINDER: 21, CLOSING_OFFER: 45 } as const;

/** All that the clock has to do with a case if nobody changes it, done or not. */
export function laddersOf(row: ClockCase, clock: ClockFacts): readonly Ladder[] {
  const { status, dueAt } = row;
  const overdue = (kind: StepKind) => (dueAt === null ? [] : [{ kind, occasion: dueAt, at: dueAt, partId: null }]);
  const requests = row.requests.map((request) => answerOf(request, clock));
  switch (status) {
    case 'RECEIVED':
    case 'IN_TRIAGE':
      return [overdue('TRIAGE_OVERDUE')];
    case 'ASSIGNED':
      return [overdue('ACCEPTANCE_OVERDUE'), firstAnswer(row, clock), ...requests];
    case 'IN_CONSULTATION':
      return [firstAnswer(row, clock), ...requests];
    case 'WAITING_FOR_INQUIRER':
      return [waiting(clock), ...requests];
    default:
      return [];
  }
}

function firstAnswer(
  { lead, receivedAt, firstAnswerDueAt: occasion }: ClockCase,
  { offices, moves }: ClockFacts,
): Ladder {
  if (occasion === null) return [];
  const office = officeOf(offices, lead);
  const pauses = pausesOf(moves);
  // Of the time that was given, which an office that has changed its target since then has not changed.
  const minutes = workingMinutesBetween(office, receivedAt, occasion, pauses) * reminderAfter;
  return [
    {
      kind: 'FIRST_ANSWER_REMINDER',
      occasion,
      at: addWorkingMinutes(office, receivedAt, minutes, pauses),
      partId: null,
    },
    { kind: 'FIRST_ANSWER_OVERDUE', occasion, at: occasion, partId: null },
  ];
}

/** By the hours of the association that is asked. */
function answerOf({ partId, association, since, dueAt }: OpenRequest, { offices }: ClockFacts): Ladder {
  const office = officeOf(offices, association);
  const minutes = workingMinutesBetween(office, since, dueAt) * reminderAfter;
  return [
    { kind: 'REQUEST_REMINDER', occasion: dueAt, at: addWorkingMinutes(office, since, minutes), partId },
    { kind: 'REQUEST_OVERDUE', occasion: dueAt, at: dueAt, partId },
  ];
}

/** Days are counted on the calendar, to the same time of day. */
function waiting({ moves }: ClockFacts): Ladder {
  const since = moves.findLast(({ to }) => to === 'WAITING_FOR_INQUIRER')?.at;
  if (since === undefined) return [];
  const begun = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(timeZone);
  return (Object.keys(waitingDays) as (keyof typeof waitingDays)[]).map((kind) => ({
    kind,
    occasion: new Date(since),
    at: new Date(begun.add({ days: waitingDays[kind] }).epochMilliseconds),
    partId: null,
  }));
}

/** What is to be done now: of each ladder the last step whose time has come, unless it has been done. */
export function stepsDue(ladders: readonly Ladder[], isDone: (step: Step) => boolean, now: Date): readonly Step[] {
  return ladders.flatMap((ladder) => {
    const last = ladder.findLast(({ at }) => at <= now);
    return last === undefined || isDone(last) ? [] : [last];
  });
}

/** When the next step is to be done; null where nothing is ahead. */
export function nextStepAt(ladders: readonly Ladder[], now: Date): Date | null {
  const ahead = ladders.flat().flatMap(({ at }) => (at > now ? [at.getTime()] : []));
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}
