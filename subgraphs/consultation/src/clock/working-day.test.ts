import { expect, test } from 'vitest';
import { workingDaysBefore } from './working-day.ts';

test.each([
  ['none before a working day is the day itself', '2026-08-14', 0, '2026-08-14'],
  ['none before a Sunday is the Friday', '2026-08-16', 0, '2026-08-14'],
  ['one before a Monday is the Friday', '2026-08-10', 1, '2026-08-07'],
  ['one before a Sunday is the Thursday: the Friday counts in its place', '2026-08-16', 1, '2026-08-13'],
  ['over Easter neither Karfreitag nor Ostermontag counts', '2026-04-07', 1, '2026-04-02'],
  ['Fronleichnam does not count', '2026-06-05', 1, '2026-06-03'],
  ['Allerheiligen on a Sunday takes nothing away', '2026-11-02', 1, '2026-10-30'],
  ['over the turn of the year', '2026-01-07', 3, '2025-12-31'],
])('working days before a day: %s', (_name, day, days, expected) => {
  expect(workingDaysBefore(day, days)).toBe(expected);
});
