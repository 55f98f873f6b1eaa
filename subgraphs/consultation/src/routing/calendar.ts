/** Arithmetic on ISO days (`2026-11-22`). Days compare as text; no clock and no time zone is involved. */

/** Whether a span with inclusive ends holds on a day; null leaves an end open. */
export function holdsOn(span: { readonly from: string | null; readonly until: string | null }, day: string): boolean {
  return (span.from === null || span.from <= day) && (span.until === null || day <= span.until);
}

/** The same day `months` earlier, or the last of that month where it has no such day. */
export function monthsBefore(day: string, months: number): string {
  return Temporal.PlainDate.from(day).subtract({ months }).toString();
}
