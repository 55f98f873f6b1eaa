import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { isHoliday } from './holidays.ts';
import type { WorkingCalendar } from './office.ts';

/** A time that does not count although the office works, in milliseconds since 1970; without an end it goes on. */
export interface Pause {
  readonly from: number;
  readonly until: number;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

const minute = 60_000;

/** What no deadline passes: ten years of days. So a calendar that is hardly ever open ends no loop late, and none never. */
const mostDays = 3_660;

/**
 * The earliest moment by which so much working time has passed: 60 minutes from Friday 12:30 end on Monday at 9:30, where the
 * office closes at 13:00 on Friday and opens at 9:00 on Monday.
 *
 * @param minutes of working time, 0 or more
 * @param pauses in their order, none overlapping another; they do not count
 */
export function addWorkingMinutes(
  calendar: WorkingCalendar,
  from: Date,
  minutes: number,
  pauses: readonly Pause[] = [],
): Date {
  let left = minutes * minute;
  let end = from.getTime();
  if (left <= 0) return from;
  for (const span of workingSpans(calendar, end, pauses)) {
    const length = span.until - span.from;
    if (length >= left) return new Date(span.from + left);
    left -= length;
    end = span.until;
  }
  return new Date(end);
}

/** How much working time lies between two moments, in minutes and their fractions; 0 where the second is not the later one. */
export function workingMinutesBetween(
  calendar: WorkingCalendar,
  from: Date,
  until: Date,
  pauses: readonly Pause[] = [],
): number {
  const end = until.getTime();
  let passed = 0;
  for (const span of workingSpans(calendar, from.getTime(), pauses)) {
    if (span.from >= end) break;
    passed += Math.min(span.until, end) - span.from;
  }
  return passed / minute;
}

/**
 * The moment by which whole working days have passed: at the same time of day, but not before the office opens or after it closes.
 * From Thursday 15:00 two working days reach to Monday 15:00. What arrives when nobody is there counts from the next opening.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Date, days: number): Date {
  const arrival = from.getTime();
  const [first, ...next] = workingDays(calendar, arrival, days + 1);
  if (first === undefined) return from;
  const due = next.at(-1) ?? first;
  const time = localTime(Math.max(arrival, first.from));
  const sameTime = due.day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  return new Date(Math.min(Math.max(sameTime, due.from), due.until));
}

interface WorkingDay extends Span {
  readonly day: Temporal.PlainDate;
}

/** The day of a moment, if the office still works on it, and the working days after it. */
function workingDays(calendar: WorkingCalendar, from: number, count: number): readonly WorkingDay[] {
  const days: WorkingDay[] = [];
  for (const day of daysFrom(from)) {
    const open = openingOn(calendar, day);
    if (open === null || open.until <= from) continue;
    if (days.push({ ...open, day }) >= count) break;
  }
  return days;
}

/** When the office works from a moment on, without the pauses. */
function* workingSpans(calendar: WorkingCalendar, from: number, pauses: readonly Pause[]): Generator<Span> {
  for (const day of daysFrom(from)) {
    const open = openingOn(calendar, day);
    if (open === null || open.until <= from) continue;
    yield* withoutPauses({ from: Math.max(open.from, from), until: open.until }, pauses);
  }
}

function* withoutPauses({ from, until }: Span, pauses: readonly Pause[]): Generator<Span> {
  let begin = from;
  for (const pause of pauses) {
    if (pause.from >= until) break;
    if (pause.from > begin) yield { from: begin, until: pause.from };
    begin = Math.max(begin, pause.until);
  }
  if (begin < until) yield { from: begin, until };
}

function* daysFrom(moment: number): Generator<Temporal.PlainDate> {
  const first = zoned(moment).toPlainDate();
  for (let days = 0; days < mostDays; days++) yield first.add({ days });
}

/** By calendar and day: calendars do not change, and finding what a day's hours are on the time line is most of counting in them. */
const openings = new WeakMap<WorkingCalendar, Map<string, Span | null>>();

/** From when until when the office is open on a day, on the clocks of Baden-Württemberg; null where it is not. */
function openingOn(calendar: WorkingCalendar, day: Temporal.PlainDate): Span | null {
  const known = openings.get(calendar) ?? new Map<string, Span | null>();
  openings.set(calendar, known);
  return known.getOrInsertComputed(day.toString(), () => findOpening(calendar, day));
}

function findOpening({ serviceHours, closedDays }: WorkingCalendar, day: Temporal.PlainDate): Span | null {
  const hours = serviceHours.find(({ weekday }) => weekday === day.dayOfWeek);
  if (hours === undefined || isHoliday(day) || closedDays.includes(day.toString())) return null;
  const at = (time: string) => day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  const [from, until] = [at(hours.from), at(hours.to)];
  // In the hour that summer time leaves out nobody works.
  return from < until ? { from, until } : null;
}

const zoned = (moment: number) => Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);

const localTime = (moment: number) => zoned(moment).toPlainTime();
