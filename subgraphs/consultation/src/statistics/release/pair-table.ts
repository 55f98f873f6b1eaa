import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { type Count, noCases } from '../protection/safety.ts';
import { at, type Layer, type Pattern, type Table } from '../protection/table.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import { type Counted, count } from './count.ts';
import { allCases } from './lines.ts';
import { coarserStep, dimensionOf, type Frame, impossibleOf, type Year } from './year.ts';

export type Pair = readonly [StatisticsDimension, StatisticsDimension];

/** What to make tables of. */
export interface PairOptions {
  /** The years of a block: two where it has eight quarters, else one. */
  readonly years: readonly [Year, ...Year[]];
  readonly pair: Pair;
  readonly step: Step;
  /** Codes of categories of which all cells must stay hidden. */
  readonly withheld?: ReadonlySet<string>;
}

/** What is counted of a pair. */
export interface CountedPair {
  readonly rows: Dimension;
  readonly columns: Dimension;
  /** By block of `step` quarters. */
  readonly cells: Counted;
  /** In the blocks in which the totals of both dimensions are published; `block` is that of `step` in which it lies. */
  readonly layers: readonly (Layer & { readonly block: number })[];
}

export function countPair(options: PairOptions): CountedPair {
  const { years, pair, step } = options;
  const { frame } = years[0];
  const [rows, columns] = [dimensionOf(frame, pair[0]), dimensionOf(frame, pair[1])];
  const cells = count(
    years.map((year) => year.columns),
    [rows, columns],
    step,
  );
  const layers = years.flatMap((year) => {
    const own = coarserStep(year, pair);
    return layersOf(
      options,
      { year, rows, columns, own },
      own === step ? cells : count([year.columns], [rows, columns], own),
    );
  });
  return { rows, columns, layers, cells };
}

interface LayerParts {
  readonly year: Year;
  readonly rows: Dimension;
  readonly columns: Dimension;
  /** Quarters of a layer. */
  readonly own: Step;
}

function layersOf({ step }: PairOptions, { year, rows, columns, own }: LayerParts, counted: Counted) {
  const [rowTotals, columnTotals, all] = [year.count(rows, own), year.count(columns, own), year.count(allCases, own)];
  return counted.map((cells, index) => ({
    block: step >= 4 ? 0 : Math.floor((index * own) / step),
    cases: rows.codes.map((row) => columns.codes.map((column) => cells.get(`${row},${column}`)?.cases ?? 0)),
    rowTotals: (rowTotals[index] ?? []).map(({ cases }) => cases),
    columnTotals: (columnTotals[index] ?? []).map(({ cases }) => cases),
    total: all[index]?.[0]?.cases ?? 0,
    rowPools: year.linesOf(rows.name).pools,
    columnPools: year.linesOf(columns.name).pools,
  }));
}

/** The table of one block. `above` is the pattern of the same table by Regierungsbezirk, where the columns are Regionen. */
export function tableOf({ years }: PairOptions, counted: CountedPair, block: number, above: Pattern | null): Table {
  const { frame } = years[0];
  const { rows, columns } = counted;
  const cells = counted.cells[block];
  const countOf = (row: string, column: string): Count => cells?.get(`${row},${column}`) ?? noCases;
  const counts = rows.codes.map((row) => columns.codes.map((column) => countOf(row, column)));
  const empty = emptyOf(frame, counted, counts);
  return {
    counts,
    rows: rows.codes.length,
    columns: columns.codes.map((code) => groupOf(code, columns, dimensionOf(frame, 'REGIERUNGSBEZIRK'))),
    layers: counted.layers.filter((layer) => layer.block === block),
    rowsAdd: rows.adds,
    columnsAdd: columns.adds,
    empty,
    fixed: empty.map((line, row) => line.map((is, column) => is || isAlone(empty, row, column))),
    hiddenGroups: above,
  };
}

/** By category of each of two dimensions: whether nobody can be there. A case that is there all the same is there. */
function emptyOf(frame: Frame, { rows, columns }: CountedPair, counts: readonly (readonly Count[])[]): boolean[][] {
  return impossibleOf(frame, rows, columns).map((line, row) =>
    line.map((impossible, column) => impossible && at(counts, row, column).cases === 0),
  );
}

/** Whether a cell is the only one of its line: all Landkreise are large, say. It is as public as the line. */
function isAlone(empty: readonly (readonly boolean[])[], row: number, column: number): boolean {
  return isAloneInRow(empty, row, column) || empty.every((line, other) => other === row || line[column] === true);
}

function isAloneInRow(empty: readonly (readonly boolean[])[], row: number, column: number): boolean {
  return empty[row]?.every((is, other) => other === column || is) === true;
}

/** Whether a cell stays hidden. What makes up its line alone shows as the line does. */
export function isHiddenIn({ empty, fixed, layers }: Table, pattern: Pattern, row: number, column: number): boolean {
  if (!at(fixed, row, column)) return at(pattern, row, column);
  const inRow = isAloneInRow(empty, row, column);
  return layers.some(({ rowPools, columnPools }) => (inRow ? rowPools[row] : columnPools[column]) !== null);
}

/** Of a Region its Regierungsbezirk, by its place; all other categories are of one group. */
function groupOf(code: string, { name }: Dimension, bezirke: Dimension): number {
  return name === 'REGION' ? bezirke.codes.findIndex((bezirk) => code.startsWith(bezirk)) : 0;
}

export function lastOf<Item>(items: readonly [Item, ...Item[]]): Item {
  return items.at(-1) ?? items[0];
}
