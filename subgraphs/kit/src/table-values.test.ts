import { expect, test } from 'vitest';
import { findRepeated, readDay, readYesNo } from './table-values.ts';

test.each([
  ['2026-11-23', '2026-11-23'],
  ['23.11.2026', '2026-11-23'],
  ['1.2.2026', '2026-02-01'],
  ['29.02.2024', '2024-02-29'],
  ['29.02.2026', undefined],
  ['2026-13-01', undefined],
  ['2026-1-1', undefined],
  ['11/23/2026', undefined],
  ['0', undefined],
  ['', undefined],
])('takes %j for the day %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test.each([
  ['ja', true],
  ['X', true],
  ['true', true],
  ['Nein', false],
  ['', false],
  ['vielleicht', undefined],
])('takes %j for %s', (text, answer) => {
  expect(readYesNo(text)).toBe(answer);
});

test('finds what comes again, with the line where it came first', () => {
  const rows = ['a', 'b', 'a', 'a'].map((key, index) => ({ key, line: index + 2 }));

  expect(findRepeated(rows, ({ key }) => key).map(({ row, firstLine }) => [row.line, firstLine])).toEqual([
    [4, 2],
    [5, 2],
  ]);
});
