import { suppress } from '../protection/suppress.ts';
import { at, type Pattern, type Table } from '../protection/table.ts';
import type { Place } from '../protection/witness.ts';
import { type CountedPair, countPair, isHiddenIn, type Pair, type PairOptions, tableOf } from './pair-table.ts';

/** A table of two dimensions in one block, with what of it stays hidden. */
export interface ProtectedTable {
  readonly pair: Pair;
  readonly block: number;
  readonly counted: CountedPair;
  readonly table: Table;
  readonly pattern: Pattern;
  /** A cell that could not be hidden well, so that all of the table is hidden; else null. */
  readonly failed: Place | null;
}

/**
 * Protects a pair's tables, one for each block of `step` quarters in the year, or one for both years. A table of Regionen brings that
 * of their Regierungsbezirke along.
 */
export function protectPair(options: PairOptions): readonly ProtectedTable[] {
  const { pair, step } = options;
  const bezirke: PairOptions | null = pair[1] === 'REGION' ? { ...options, pair: [pair[0], 'REGIERUNGSBEZIRK'] } : null;
  const counted = countPair(options);
  const countedBezirke = bezirke && countPair(bezirke);
  return Array.from({ length: 4 / Math.min(step, 4) }, (_, block) => {
    const own = { options, counted, block };
    return bezirke && countedBezirke
      ? protectRegions({ options: bezirke, counted: countedBezirke, block }, own)
      : [settle(own, null, [])];
  }).flat();
}

/** A pair in one block. */
interface Part {
  readonly options: PairOptions;
  readonly counted: CountedPair;
  readonly block: number;
}

/** Where the Regionen of a Regierungsbezirk cannot be hidden behind each other, it is hidden too, and then those beside it. */
function protectRegions(bezirke: Part, regionen: Part): readonly ProtectedTable[] {
  const forced: Place[] = [];
  for (;;) {
    const above = settle(bezirke, null, forced);
    const own = settle(regionen, above.pattern, []);
    const next =
      own.failed && nextToHide(above, { row: own.failed.row, column: own.table.columns[own.failed.column] ?? 0 });
    if (next === null) return [above, own];
    forced.push(next);
  }
}

/** The cell itself if it shows; else the smallest that shows in its row or its column; null where none does. */
function nextToHide({ table, pattern }: ProtectedTable, place: Place): Place | null {
  if (!at(pattern, place.row, place.column)) return place;
  const shown = pattern.flatMap((line, row) =>
    line.flatMap((hidden, column) =>
      hidden || (row !== place.row && column !== place.column) ? [] : [{ row, column }],
    ),
  );
  const casesOf = ({ row, column }: Place) => at(table.counts, row, column).cases;
  return shown.sort((a, b) => casesOf(a) - casesOf(b))[0] ?? null;
}

function settle({ options, counted, block }: Part, above: Pattern | null, forced: readonly Place[]): ProtectedTable {
  const table = tableOf(options, counted, block, above);
  const found = suppress(table, [...forced, ...withheldPlaces(options, counted)]);
  return {
    ...{ pair: options.pair, block, counted, table },
    ...('pattern' in found
      ? { pattern: found.pattern, failed: null }
      : { pattern: table.counts.map((row) => row.map(() => true)), failed: found.failed }),
  };
}

function withheldPlaces({ withheld }: PairOptions, { rows, columns }: CountedPair): readonly Place[] {
  return rows.codes.flatMap((rowCode, row) =>
    columns.codes.flatMap((columnCode, column) =>
      withheld?.has(rowCode) || withheld?.has(columnCode) ? [{ row, column }] : [],
    ),
  );
}

/** Share of the cells with cases that show; 1 where there are none. */
export function shownShare(tables: readonly ProtectedTable[]): number {
  const filled = tables.flatMap(({ table, pattern }) =>
    table.counts.flatMap((line, row) =>
      line.flatMap(({ cases }, column) => (cases > 0 ? [!isHiddenIn(table, pattern, row, column)] : [])),
    ),
  );
  return filled.length === 0 ? 1 : filled.filter(Boolean).length / filled.length;
}
