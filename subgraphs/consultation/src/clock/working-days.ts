import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { holidaysOf } from './holidays.ts';

/** Monday to Friday, apart from the public holidays of Baden-Württemberg. */
export function isWorkingDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5 && !holidaysOf(day.year).has(day.toString());
}

function nextWorkingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  let next = day;
  do next = next.add({ days: 1 });
  while (!isWorkingDay(next));
  return next;
}

/**
 * The moment by which `days` whole working days have passed, on the clocks of Baden-Württemberg: from Friday 15:00 two working
 * days reach to Tuesday 15:00. What arrives on a day off counts from the beginning of the next working day.
 */
export function addWorkingDays(from: Temporal.Instant, days: number): Temporal.Instant {
  const start = from.toZonedDateTimeISO(timeZone);
  const today = start.toPlainDate();
  const [first, time] = isWorkingDay(today)
    ? [today, start.toPlainTime()]
    : [nextWorkingDay(today), new Temporal.PlainTime()];
  let due = first;
  for (let passed = 0; passed < days; passed++) due = nextWorkingDay(due);
  return due.toZonedDateTime({ timeZone, plainTime: time }).toInstant();
}
