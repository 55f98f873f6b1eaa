import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withHighs } from '../audit/highs.ts';
import { findNarrow } from '../audit/ranges.ts';
import type { LinearSystem } from '../audit/system.ts';
import { hiddenCategories } from './lines.ts';
import { type Count, isSafe, threshold, unionOf } from './safety.ts';
import { suppress } from './suppress.ts';
import { at, type Pattern, type Table } from './table.ts';

/** Cases of Kommunen in the cells of a table: mostly few, so that nearly everything is near a rule. */
const casesOfCell = fc.array(fc.nat({ max: 7 }), { maxLength: 14 });
const grid = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(casesOfCell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

function countOf(kommunen: readonly number[]): Count {
  const byKommune = [...Map.groupBy(kommunen, (kommune) => kommune).values()].map(({ length }) => length);
  return { cases: kommunen.length, kommunen: byKommune.length, largest: Math.max(0, ...byKommune) };
}

/** A table whose lines all show, with one layer. */
function tableOf(cells: readonly (readonly (readonly number[])[])[], rowsAdd: boolean): Table {
  const counts = cells.map((row) => row.map(countOf));
  const cases = counts.map((row) => row.map((count) => count.cases));
  const columns = counts[0]?.map(() => 0) ?? [];
  const sums = columns.map((_group, column) => cases.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const rowTotals = cases.map((row) => row.reduce((sum, value) => sum + value, 0));
  const none = counts.map((row) => row.map(() => false));
  const layer = {
    ...{ cases, rowTotals, total: rowTotals.reduce((sum, value) => sum + value, 0) },
    // Where a case lies in several rows, a column has fewer cases than its cells together; some are not in the largest of them.
    columnTotals: rowsAdd
      ? sums
      : sums.map((sum, column) => Math.min(sum, 5 + Math.max(0, ...cases.map((row) => row[column] ?? 0)))),
    rowPools: rowTotals.map(() => null),
    columnPools: columns.map(() => null),
  };
  const facts = { counts, columns, rowsAdd, layers: [layer], columnsAdd: true, hiddenGroups: null };
  return { ...facts, rows: counts.length, empty: none, fixed: none };
}

/** What somebody knows who sees the shown cells and all totals. */
function systemOf({ layers: [layer], columns, rowsAdd, counts }: Table, pattern: Pattern): LinearSystem {
  if (layer === undefined) throw new Error('a table has a layer');
  const variable = (row: number, column: number) => row * columns.length + column;
  const places = counts.flatMap((line, row) => line.map((_count, column) => ({ row, column })));
  const sum = (some: typeof places) => new Map(some.map(({ row, column }) => [variable(row, column), 1] as const));
  const exactly = (some: typeof places, value: number) => ({ sum: sum(some), lower: value, upper: value });
  const infinity = Number.POSITIVE_INFINITY;
  return {
    variables: places.length,
    hidden: places
      .filter(({ row, column }) => at(pattern, row, column))
      .map((place) => ({ name: `${place.row} ${place.column}`, sum: sum([place]) })),
    rows: [
      ...places
        .filter(({ row, column }) => !at(pattern, row, column))
        .map((place) => exactly([place], at(counts, place.row, place.column).cases)),
      ...layer.rowTotals.map((total, own) =>
        exactly(
          places.filter(({ row }) => row === own),
          total,
        ),
      ),
      ...layer.columnTotals.flatMap((total, own) => {
        const column = places.filter((place) => place.column === own);
        if (rowsAdd) return [exactly(column, total)];
        const atMost = column.map((place) => ({ sum: sum([place]), lower: 0, upper: total }));
        return [{ sum: sum(column), lower: total, upper: infinity }, ...atMost];
      }),
    ],
  };
}

describe.each([
  ['whose cases lie in one row', true],
  ['whose cases can lie in several rows', false],
])('a table %s', (_name, rowsAdd) => {
  test('that is published leaves a solver a range of five or more for each hidden cell', () => {
    let published = 0;
    fc.assert(
      fc.property(grid, (cells) => {
        const table = tableOf(cells, rowsAdd);
        const found = suppress(table);
        if (!('pattern' in found)) return;
        published++;
        const system = systemOf(table, found.pattern);
        expect(withHighs(system, 1_000, (solve) => findNarrow(system, solve, threshold))).toEqual([]);
      }),
      { numRuns: 60, seed: 17 },
    );
    expect(published).toBeGreaterThan(10);
  });

  test('shows nothing that is unsafe or leaves too little of its column, and no line whose hidden cells are unsafe together', () => {
    fc.assert(
      fc.property(grid, (cells) => {
        const table = tableOf(cells, rowsAdd);
        const found = suppress(table);
        if (!('pattern' in found)) return;
        const isHidden = (row: number, column: number) => at(found.pattern, row, column);
        table.counts.forEach((line, row) => {
          expect(line.every((count, column) => isHidden(row, column) || isSafe(count))).toBe(true);
          const restOf = (column: number) =>
            (table.layers[0]?.columnTotals[column] ?? 0) - at(table.counts, row, column).cases;
          const isClear = (column: number) => isHidden(row, column) || rowsAdd || restOf(column) >= threshold;
          expect(line.keys().every(isClear)).toBe(true);
          const hidden = line.filter((_count, column) => isHidden(row, column));
          if (hidden.length > 0 && hidden.length < line.length) expect(isSafe(unionOf(hidden))).toBe(true);
        });
      }),
      { numRuns: 60, seed: 18 },
    );
  });
});

test('categories of one dimension hide behind each other: two or more, safe together', () => {
  fc.assert(
    fc.property(fc.array(casesOfCell, { minLength: 2, maxLength: 9 }), (cells) => {
      const counts = cells.map(countOf);
      const hidden = hiddenCategories(counts, true);
      const [shown, rest] = [
        counts.filter((_count, at) => !hidden.has(at)),
        counts.filter((_count, at) => hidden.has(at)),
      ];
      expect(shown.every(isSafe)).toBe(true);
      if (rest.length > 0 && shown.length > 0) expect(rest.length >= 2 && isSafe(unionOf(rest))).toBe(true);
    }),
  );
});
