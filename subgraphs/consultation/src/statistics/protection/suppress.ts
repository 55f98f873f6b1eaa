import { isRestSafe, isSafe, threshold, unionOf } from './safety.ts';
import { at, type Layer, type Pattern, type Table } from './table.ts';
import { keepsGroups, type Place, widthOf } from './witness.ts';

/** A pattern; or the cell that cannot be hidden well, whatever else is hidden. */
export type Suppression = { readonly pattern: Pattern } | { readonly failed: Place };

/**
 * Decides which cells of a table stay hidden: those that may not show, those of hidden lines, and as many more as it takes until
 * every hidden cell could have `threshold` more or fewer cases for all that is known.
 *
 * Greedy: a cell that is not hidden enough takes in the rectangle that costs the fewest shown cells; in the end each cell that was
 * taken in and is not needed comes back, the largest first.
 *
 * @param forced cells that must be hidden for another reason
 */
export function suppress(table: Table, forced: readonly Place[] = []): Suppression {
  const primary = primaryOf(table);
  for (const place of forced) hide(primary, place);
  const pattern = primary.map((row) => [...row]);
  const parts = partsOf(table);
  for (let open = findOpen(table, parts, pattern); open; open = findOpen(table, parts, pattern)) {
    const taken = 'place' in open ? cheapestAround(table, pattern, open.place) : [open.smallest];
    if ('place' in open && taken.length === 0) return { failed: open.place };
    for (const place of taken) hide(pattern, place);
  }
  giveBack(table, parts, primary, pattern);
  return { pattern };
}

function primaryOf(table: Table): Pattern {
  const { rows, columns, counts, layers, hiddenGroups } = table;
  const isHiddenRow = (row: number) => layers.some(({ rowPools }) => rowPools[row] != null);
  const isHiddenColumn = (column: number) => layers.some(({ columnPools }) => columnPools[column] != null);
  return Array.from({ length: rows }, (_, row) =>
    columns.map(
      (group, column) =>
        !isSafe(at(counts, row, column)) ||
        !areRestsSafe(table, { row, column }) ||
        isHiddenRow(row) ||
        isHiddenColumn(column) ||
        (hiddenGroups !== null && at(hiddenGroups, row, group)),
    ),
  );
}

/** What is left of the cell's column without this row, and of its row without this column, where others of the same cases may be there. */
function areRestsSafe({ counts, layers, rowsAdd, columnsAdd }: Table, { row, column }: Place): boolean {
  const cell = at(counts, row, column);
  const sumOf = (totals: (layer: Layer) => readonly number[], line: number) =>
    layers.reduce((sum, layer) => sum + (totals(layer)[line] ?? 0), 0);
  return (
    (rowsAdd ||
      isRestSafe(
        cell,
        sumOf(({ columnTotals }) => columnTotals, column),
      )) &&
    (columnsAdd ||
      isRestSafe(
        cell,
        sumOf(({ rowTotals }) => rowTotals, row),
      ))
  );
}

/** What is not well hidden yet: a cell, or a line whose hidden cells are unsafe together; of that line the smallest that shows. */
function findOpen(
  table: Table,
  { places, lines }: Parts,
  pattern: Pattern,
): { place: Place } | { smallest: Place } | null {
  for (const line of lines) {
    const hidden = line.filter(({ row, column }) => at(pattern, row, column));
    if (hidden.length === 0 || hidden.length === line.length) continue;
    const shown = line.filter(({ row, column }) => !at(pattern, row, column));
    const counts = hidden.map(({ row, column }) => at(table.counts, row, column));
    const smallest = shown.toSorted((a, b) => casesOf(table, a) - casesOf(table, b))[0];
    if (smallest && !isSafe(unionOf(counts))) return { smallest };
  }
  for (const place of places) {
    if (at(pattern, place.row, place.column) && widthOf(table, pattern, place) < threshold) return { place };
  }
  return null;
}

/** The cells of a table that can change, and the lines of which the total of the hidden cells follows by subtraction. */
interface Parts {
  readonly places: readonly Place[];
  readonly lines: readonly (readonly Place[])[];
}

function partsOf(table: Table): Parts {
  const places = placesOf(table);
  const rows = table.columnsAdd ? Map.groupBy(places, rowKeyOf(table)).values() : [];
  const columns = table.rowsAdd ? Map.groupBy(places, ({ column }) => column).values() : [];
  return { places, lines: [...rows, ...columns] };
}

/** Columns of a group that shows add up to the group. */
function rowKeyOf({ columns, hiddenGroups }: Table): (place: Place) => string {
  return ({ row, column }) => {
    const group = columns[column] ?? 0;
    return hiddenGroups !== null && !at(hiddenGroups, row, group) ? `${row} ${group}` : `${row}`;
  };
}

/** Shown cells to hide, so that the cell can change more: of the best rectangle, or the next along its row. */
function cheapestAround(table: Table, pattern: Pattern, place: Place): readonly Place[] {
  let best: { places: readonly Place[]; score: number } = { places: [], score: Number.POSITIVE_INFINITY };
  for (const { places, gain } of candidatesAround(table, place)) {
    const shown = places.filter(({ row, column }) => !at(pattern, row, column));
    if (shown.length === 0 || gain === 0) continue;
    const cost = shown.reduce((sum, cell) => sum + 1 + casesOf(table, cell) / 1e6, 0);
    const score = cost / Math.min(gain, threshold);
    if (score < best.score) best = { places: shown, score };
  }
  return best.places;
}

function* candidatesAround(table: Table, place: Place): Generator<{ places: readonly Place[]; gain: number }> {
  const { row, column } = place;
  const possible = (cell: Place) => !at(table.fixed, cell.row, cell.column);
  for (const otherColumn of table.columns.keys()) {
    const beside = { row, column: otherColumn };
    if (otherColumn === column || !possible(beside) || !keepsGroups(table, [row], column, otherColumn)) continue;
    if (!table.rowsAdd) yield { places: [beside], gain: casesOf(table, beside) };
    for (let otherRow = 0; table.rowsAdd && otherRow < table.rows; otherRow++) {
      const below = { row: otherRow, column };
      const corner = { row: otherRow, column: otherColumn };
      if (otherRow === row || !possible(below) || !possible(corner)) continue;
      if (!keepsGroups(table, [otherRow], column, otherColumn)) continue;
      yield { places: [beside, below, corner], gain: turnOf(table, [beside, below], [place, corner]) };
    }
  }
}

/** By how much a rectangle can be turned, both ways together. */
function turnOf({ layers }: Table, ...pairs: readonly (readonly Place[])[]): number {
  return layers.reduce(
    (sum, { cases }) =>
      sum + pairs.reduce((both, pair) => both + Math.min(...pair.map((cell) => at(cases, cell.row, cell.column))), 0),
    0,
  );
}

function giveBack(table: Table, parts: Parts, primary: Pattern, pattern: Pattern): void {
  const added = parts.places
    .filter(({ row, column }) => at(pattern, row, column) && !at(primary, row, column))
    .sort((a, b) => casesOf(table, b) - casesOf(table, a));
  for (const place of added) {
    hide(pattern, place, false);
    if (findOpen(table, parts, pattern) !== null) hide(pattern, place);
  }
}

function hide(pattern: Pattern, { row, column }: Place, hidden = true): void {
  const line = pattern[row];
  if (line) line[column] = hidden;
}

/** All cells that can have a case. */
function placesOf({ rows, columns, fixed }: Table): Place[] {
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) =>
    [...columns.keys()].flatMap((column) => (at(fixed, row, column) ? [] : [{ row, column }])),
  );
}

function casesOf({ counts }: Table, { row, column }: Place): number {
  return at(counts, row, column).cases;
}
