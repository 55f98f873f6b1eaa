import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { tables } from '../dimensions.ts';
import { periodOf } from '../period.ts';
import { isSafe } from '../protection/safety.ts';
import { at } from '../protection/table.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import type { Columns } from './columns.ts';
import { count } from './count.ts';
import type { Lines } from './lines.ts';
import { measuresOf, nothing } from './measures.ts';
import { type ProtectedTable, protectPair, shownShare } from './pair.ts';
import { isHiddenIn, lastOf, type Pair, type PairOptions } from './pair-table.ts';
import type { NewCell } from './release.repository.ts';
import { allCases, coarserStep, type Frame, planYear, type Year } from './year.ts';

/** All that a year's figures are made of: plain data, so that it can go to another thread. */
export interface YearParts {
  readonly year: number;
  readonly frame: Frame;
  readonly own: Columns;
  /** Of the year before, where tables wait for this one; else null. */
  readonly before: Columns | null;
  /** Names of the tables of which the year before has cells of its own: these do not wait. */
  readonly shown: ReadonlySet<string>;
}

/** A table shows quarters, half-years or years where at least this share of its cells with cases does, else two years. */
const goodShare = 0.7;

/** Makes the cells that are published with a year. An even year ends a frame of two years. */
export function cellsOfYear({ year, frame, shown, ...columns }: YearParts): NewCell[] {
  const own = planYear(frame, year, columns.own);
  const before = columns.before && planYear(frame, year - 1, columns.before);
  const pairs = tables.filter(isMadeAlone).flatMap((pair) => {
    const made =
      before && !shown.has(pair.join())
        ? { step: 8 as const, tables: protectPair({ years: [before, own], pair, step: 8 }) }
        : finest({ years: [own], pair });
    // The first year of a frame waits for the second where it shows too little alone.
    const waits = year % 2 === 1 && shownShare(made.tables) < goodShare;
    return waits ? [] : made.tables.flatMap((table) => pairCells(year, made.step, table));
  });
  return [...singleCells(own), ...pairs];
}

/** Tables by Regierungsbezirk come along with those by Region. */
function isMadeAlone(table: readonly StatisticsDimension[]): table is Pair {
  return table.length === 2 && !table.includes('REGIERUNGSBEZIRK');
}

/** The finest blocks within the year in which enough shows; whole years where that is in none. */
function finest(options: Omit<PairOptions, 'step'>): { step: Step; tables: readonly ProtectedTable[] } {
  const from = coarserStep(lastOf(options.years), options.pair);
  for (const step of [1, 2] as const) {
    if (step < from) continue;
    const made = protectPair({ ...options, step });
    if (made.every(({ failed }) => failed === null) && shownShare(made) >= goodShare) return { step, tables: made };
  }
  return { step: 4, tables: protectPair({ ...options, step: 4 }) };
}

/** All cases, and each dimension by itself. */
function singleCells(year: Year): NewCell[] {
  const all = lineCells(year, [], allCases.codes, year.all);
  return [...year.frame.dimensions].reduce(
    (cells, [name, dimension]) => cells.concat(lineCells(year, [dimension], dimension.codes, year.linesOf(name))),
    all,
  );
}

function lineCells(
  year: Year,
  dimensions: readonly Dimension[],
  codes: readonly string[],
  { step, pools }: Lines,
): NewCell[] {
  return count([year.columns], dimensions, step).flatMap((cells, block) =>
    codes.map((code, index) => {
      const cell = cells.get(code);
      const measures = cell && pools[index] === null ? measuresOf(cell) : nothing;
      return {
        dimensions: dimensions.map(({ name }) => name).join(),
        codes: code,
        ...periodOf(year.year, step, block),
        ...measures,
      };
    }),
  );
}

function pairCells(year: number, step: Step, { pair, block, counted, table, pattern }: ProtectedTable): NewCell[] {
  const { rows, columns, cells } = counted;
  const period = periodOf(year, step, block);
  return rows.codes.flatMap((rowCode, row) =>
    columns.codes.flatMap((columnCode, column) => {
      if (at(table.empty, row, column)) return [];
      const codes = `${rowCode},${columnCode}`;
      const cell = cells[block]?.get(codes);
      const measures = cell && isSafe(cell) && !isHiddenIn(table, pattern, row, column) ? measuresOf(cell) : nothing;
      return [{ dimensions: pair.join(), codes, ...period, ...measures }];
    }),
  );
}
