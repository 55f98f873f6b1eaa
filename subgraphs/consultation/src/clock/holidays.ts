/** Days from Easter Sunday to the holidays of Baden-Württemberg that move with it: Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam. */
const fromEaster = [-2, 1, 39, 50, 60];

/** Neujahr, Heilige Drei Könige, Tag der Arbeit, Tag der Deutschen Einheit, Allerheiligen and both days of Christmas. */
const fixed = ['01-01', '01-06', '05-01', '10-03', '11-01', '12-25', '12-26'];

/**
 * Easter Sunday of a year of the Gregorian calendar: the Sunday after the first full moon of spring, by the church's reckoning.
 *
 * The moon is found by the year's place in the cycle of 19 years, put right for the leap days that centuries leave out (`solar`)
 * and for the cycle's own slow error (`lunar`).
 */
export function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const solar = century - Math.floor(century / 4);
  const lunar = Math.floor((8 * century + 13) / 25);
  const age = (solar - lunar + 19 * golden + 15) % 30;
  // Two ages would put the moon a day too late, and in one cycle two years would share it.
  const moon = age - (age === 29 || (age === 28 && golden > 10) ? 1 : 0);
  const fullMoon = Temporal.PlainDate.from({ year, month: 3, day: 21 }).add({ days: moon });
  return fullMoon.add({ days: 7 - (fullMoon.dayOfWeek % 7) });
}

const known = new Map<number, ReadonlySet<string>>();

/** The public holidays of Baden-Württemberg (§ 1 Feiertagsgesetz) in a year, as ISO days. */
export function holidaysOf(year: number): ReadonlySet<string> {
  const found = known.get(year);
  if (found) return found;
  const easter = easterSunday(year);
  const holidays = new Set([
    ...fixed.map((day) => `${year}-${day}`),
    ...fromEaster.map((days) => easter.add({ days }).toString()),
  ]);
  known.set(year, holidays);
  return holidays;
}

/** Whether a day is a public holiday in Baden-Württemberg. */
export function isHoliday(day: Temporal.PlainDate): boolean {
  return holidaysOf(day.year).has(day.toString());
}
