import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { isHoliday } from '../clock/holidays.ts';

/** The office opens at 7:30 and closes at 18:00. */
const opens = 7.5 * 3_600_000;
const hours = 10.5 * 3_600_000;

/**
 * A time line of office hours: 0 is the opening of the first working day, 1 of the next, 1.5 the middle of that day. Durations in
 * working days are added to it, and moments on it keep their order.
 */
export interface WorkingTime {
  /** Number of working days; the end is the present. */
  readonly length: number;
  readonly momentAt: (place: number) => Date;
}

/** @param first @param last both days are part of it; ISO 8601 */
export function createWorkingTime(first: string, last: string): WorkingTime {
  const midnights: number[] = [];
  const end = Temporal.PlainDate.from(last);
  for (
    let day = Temporal.PlainDate.from(first);
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (day.dayOfWeek <= 5 && !isHoliday(day)) midnights.push(day.toZonedDateTime(timeZone).epochMilliseconds);
  }
  return {
    length: midnights.length,
    momentAt: (place) => {
      const day = Math.min(Math.floor(place), midnights.length - 1);
      return new Date(Math.round((midnights[day] ?? 0) + opens + (place - day) * hours));
    },
  };
}
