/** Where all three associations work, and whose midnight ends a day. */
export const timeZone = 'Europe/Berlin';

/** The day on which a moment falls for people in Baden-Württemberg, ISO 8601 (2026-11-23). */
export function localDay(at: Temporal.Instant = Temporal.Now.instant()): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The midnight with which a day begins there. */
export function startOfDay(day: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day `days` after `day`; before it where `days` is negative. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
