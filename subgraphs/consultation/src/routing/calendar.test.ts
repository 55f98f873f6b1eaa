import { expect, test } from 'vitest';
import { holdsOn, monthsBefore } from './calendar.ts';

test.each([
  ['2026-11-22', 24, '2024-11-22'],
  ['2028-02-29', 24, '2026-02-28'],
  ['2028-02-29', 48, '2024-02-29'],
  ['2026-03-31', 1, '2026-02-28'],
])('%s minus %i months is %s', (day, months, earlier) => {
  expect(monthsBefore(day, months)).toBe(earlier);
});

test('a span holds on both of its ends', () => {
  const span = { from: '2026-11-20', until: '2026-11-22' };

  expect(['2026-11-19', '2026-11-20', '2026-11-22', '2026-11-23'].map((day) => holdsOn(span, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a span without ends always holds', () => {
  expect(holdsOn({ from: null, until: null }, '2026-11-22')).toBe(true);
});
