import { expect, test } from 'vitest';
import { addDays, localDay, startOfDay } from './local-day.ts';

test('a day ends at midnight in Berlin, in summer and in winter', () => {
  expect(localDay(Temporal.Instant.from('2026-07-01T21:59:59Z'))).toBe('2026-07-01');
  expect(localDay(Temporal.Instant.from('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
  expect(localDay(Temporal.Instant.from('2026-12-31T22:59:59Z'))).toBe('2026-12-31');
  expect(localDay(Temporal.Instant.from('2026-12-31T23:00:00Z'))).toBe('2027-01-01');
});

test('counts days across months, leap days and the change to summer time', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  expect(addDays('2026-03-30', -2)).toBe('2026-03-28');
});

test('a day begins at midnight in Berlin, the one after the last of all calendars too', () => {
  expect(startOfDay('2026-07-01').toISOString()).toBe('2026-06-30T22:00:00.000Z');
  expect(startOfDay('2026-12-31').toISOString()).toBe('2026-12-30T23:00:00.000Z');
  expect(startOfDay(addDays('9999-12-31', 1)).toISOString()).toBe('9999-12-31T23:00:00.000Z');
});
