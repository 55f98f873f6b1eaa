import type { StatisticsDimension } from '../../generated/resolvers.ts';
import type { ToldCell } from '../audit/audit.ts';
import { tables } from '../dimensions.ts';
import { periodOf, quarterOf } from '../period.ts';
import { isSafe } from '../protection/safety.ts';
import { at } from '../protection/table.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import type { Columns } from './columns.ts';
import { count } from './count.ts';
import { allCases, type Lines } from './lines.ts';
import { measuresOf, nothing } from './measures.ts';
import { type ProtectedTable, protectPair, shownShare } from './pair.ts';
import { isHiddenIn, lastOf, type Pair, type PairOptions } from './pair-table.ts';
import type { NewCell, PublishedCell } from './release.repository.ts';
import { categoriesOf, toldBySize } from './told.ts';
import { withoutToldSizes } from './told-sizes.ts';
import { coarserStep, type Frame, planYear, type Year } from './year.ts';

/** All that a year's figures are made of: plain data, so that it can go to another thread. */
export interface YearParts {
  readonly year: number;
  readonly frame: Frame;
  readonly own: Columns;
  /** Of the year before, where tables wait for this one; else null. */
  readonly before: Columns | null;
  /** What the year before has published, where tables wait for this one. */
  readonly published: readonly PublishedCell[];
}

/** A table shows quarters, half-years or years where at least this share of its cells with cases does, else two years. */
const goodShare = 0.7;

/** Makes the cells that are published with a year. An even year ends a frame of two years. */
export function cellsOfYear({ year, frame, published, ...columns }: YearParts): NewCell[] {
  const own = withoutToldSizes(planYear(frame, year, columns.own));
  const before = columns.before && withoutToldSizes(planYear(frame, year - 1, columns.before));
  const shown = new Set(published.map(({ dimensions }) => dimensions));
  const cells = singleCells(own);
  for (const pair of tables.filter(isMadeAlone).sort(bySize)) {
    const years: PairOptions['years'] = before && !shown.has(pair.join()) ? [before, own] : [own];
    cells.push(...makeTable({ years, pair }, [...published, ...cells]));
  }
  return cells;
}

/** Tables by size come last, that of kind and size first of them: each is held against those by kind. */
function bySize(one: Pair, other: Pair): number {
  const rankOf = (pair: Pair) => (!pair.includes('SIZE_CLASS') ? 0 : pair.includes('KOMMUNE_KIND') ? 1 : 2);
  return rankOf(one) - rankOf(other);
}

/** A pair's cells; none where it waits for the next year. */
function makeTable(options: Omit<PairOptions, 'step'>, beside: readonly PublishedCell[]): readonly NewCell[] {
  const { pair } = options;
  const { year, frame } = lastOf(options.years);
  const withheld = new Set<string>();
  for (;;) {
    const { step, tables: made } = makeBlocks({ ...options, withheld });
    // The first year of a frame waits for the second where it shows too little alone.
    if (year % 2 === 1 && shownShare(made) < goodShare) return [];
    const cellsWith = (told: readonly ToldCell[]) => made.flatMap((table) => pairCells({ year, step, table, told }));
    const told = toldBySize({ year, frame, pair, cells: [...beside, ...cellsWith([])] });
    const more = told.flatMap((cell) => categoriesOf(cell, frame, pair)).filter((code) => !withheld.has(code));
    // What is told exactly all the same is a sum of what the tables by kind show.
    if (more.length === 0) return cellsWith(told.filter(({ low, high }) => high - low < 1));
    for (const code of more) withheld.add(code);
  }
}

function makeBlocks(options: Omit<PairOptions, 'step'>): { step: Step; tables: readonly ProtectedTable[] } {
  return options.years.length === 2 ? { step: 8, tables: protectPair({ ...options, step: 8 }) } : finest(options);
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

interface CellsParts {
  readonly year: number;
  readonly step: Step;
  readonly table: ProtectedTable;
  /** Cells that others know although they are hidden. */
  readonly told: readonly ToldCell[];
}

function pairCells({ year, step, table: protectedTable, told }: CellsParts): NewCell[] {
  const { pair, block, counted, table, pattern } = protectedTable;
  const { rows, columns, cells } = counted;
  const period = periodOf(year, step, block);
  const isOwn = ({ names, from }: ToldCell) => names.join() === pair.join() && from === quarterOf(period.begins);
  const known = new Set(told.filter(isOwn).map(({ codes }) => codes.join()));
  return rows.codes.flatMap((rowCode, row) =>
    columns.codes.flatMap((columnCode, column) => {
      if (at(table.empty, row, column)) return [];
      const codes = `${rowCode},${columnCode}`;
      const cell = cells[block]?.get(codes);
      const shows = known.has(codes) || !isHiddenIn(table, pattern, row, column);
      const measures = cell && isSafe(cell) && shows ? measuresOf(cell) : nothing;
      return [{ dimensions: pair.join(), codes, ...period, ...measures }];
    }),
  );
}
