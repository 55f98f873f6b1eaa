import { expect, test } from 'vitest';
import type { Count } from '../protection/safety.ts';
import type { Dimension } from '../statistics.types.ts';
import { allCases, planLines } from './lines.ts';

const support: Dimension = { name: 'SUPPORT', codes: ['FIRST', 'FUNDING', 'NETWORKING'], adds: false };

/** Each of another Kommune, the same in every block. */
const countOf = (cases: number): Count => ({ cases, kommunen: cases, largest: Math.min(1, cases) });
const plan = (all: number, categories: readonly number[]) =>
  planLines(support, (dimension, step) =>
    Array.from({ length: 4 / step }, () =>
      (dimension === allCases ? [all] : categories).map((cases) => countOf((cases * step) / 4)),
    ),
  );

test('a category that nearly all cases have is hidden where a case can have several: the few without it would follow', () => {
  expect(plan(40, [39, 17, 6]).pools).toEqual([0, null, null]);
  expect(plan(40, [40, 17, 6]).pools).toEqual([0, null, null]);
  expect(plan(40, [35, 17, 6]).pools).toEqual([null, null, null]);
});

test('periods are so long that enough cases are left without each category that shows', () => {
  expect(plan(80, [40, 40, 40]).step).toBe(1);
  expect(plan(80, [70, 40, 40]).step).toBe(2);
  expect(plan(80, [74, 40, 40]).step).toBe(4);
});
