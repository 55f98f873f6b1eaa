import { isHoliday } from './holidays.ts';

/**
 * The working day so many working days before a day: Monday to Friday, without the public holidays of Baden-Württemberg.
 *
 * @param day ISO 8601; where it is no working day itself, the last one before it counts in its place
 * @param days 0 or more
 */
export function workingDaysBefore(day: string, days: number): string {
  let found = lastWorkingDay(Temporal.PlainDate.from(day));
  for (let left = days; left > 0; left--) found = lastWorkingDay(found.subtract({ days: 1 }));
  return found.toString();
}

/** The day itself, or the last working day before it. */
function lastWorkingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  let found = day;
  while (found.dayOfWeek > 5 || isHoliday(found)) found = found.subtract({ days: 1 });
  return found;
}
