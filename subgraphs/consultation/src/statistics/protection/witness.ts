import { at, type Layer, type Pattern, type Table } from './table.ts';

/** Cases by row and column in one layer, as they might be too. */
type Alternative = number[][];

/** A cell of a table. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * How wide the range of a hidden cell is at the least.
 *
 * It is shown by two witnesses: other tables, with whole and no negative numbers, that agree with everything published and have
 * more, or fewer, cases in this cell. They change hidden cells only, and keep the total of each line in each layer; hidden totals
 * change only within their pool, which every other table can follow, since all cells of such lines are hidden there too. So
 * witnesses found for one table hold for all published tables together (see decision 0017). There may be wider ones.
 */
export function widthOf(table: Table, hidden: Pattern, place: Place): number {
  return table.layers.reduce((sum, layer) => sum + widthIn({ table, hidden, layer }, place), 0);
}

interface Scene {
  readonly table: Table;
  readonly hidden: Pattern;
  readonly layer: Layer;
}

function widthIn(scene: Scene, place: Place): number {
  const high = mostOf(scene, gather(scene, place), place);
  return high - (mayBeEmpty(scene, place) ? 0 : leastOf(scene, copy(scene.layer.cases), place));
}

/** Whether all cases of the cell may as well lie with another member of its pool. */
function mayBeEmpty({ table, layer }: Scene, { row, column }: Place): boolean {
  const inRows = table.rowsAdd && matesOf(layer.rowPools, row).some((mate) => !at(table.fixed, mate, column));
  const inColumns = table.columnsAdd && matesOf(layer.columnPools, column).some((mate) => !at(table.fixed, row, mate));
  return inRows || inColumns;
}

/** The pools of the cell's row and column as if they lay in this row and this column alone. */
function gather({ table, layer }: Scene, { row, column }: Place): Alternative {
  const cases = copy(layer.cases);
  const move = (from: Place, to: Place) => {
    if (at(table.fixed, to.row, to.column)) return;
    add(cases, to, at(cases, from.row, from.column));
    add(cases, from, -at(cases, from.row, from.column));
  };
  if (table.rowsAdd) {
    for (const other of matesOf(layer.rowPools, row)) {
      for (const at of table.columns.keys()) move({ row: other, column: at }, { row, column: at });
    }
  }
  if (table.columnsAdd) {
    for (const other of matesOf(layer.columnPools, column)) {
      for (let at = 0; at < table.rows; at++) move({ row: at, column: other }, { row: at, column });
    }
  }
  return cases;
}

function mostOf(scene: Scene, cases: Alternative, place: Place): number {
  const { rowsAdd, columnsAdd } = scene.table;
  if (rowsAdd && columnsAdd) turn(scene, cases, place, 1);
  else if (columnsAdd && scene.layer.rowPools[place.row] == null) shift(scene, cases, place, 1);
  else return ceilingOf(scene, place);
  return at(cases, place.row, place.column);
}

function leastOf(scene: Scene, cases: Alternative, place: Place): number {
  const { rowsAdd, columnsAdd } = scene.table;
  if (rowsAdd && columnsAdd) turn(scene, cases, place, -1);
  else if (columnsAdd) shift(scene, cases, place, -1);
  return at(cases, place.row, place.column);
}

/**
 * Adds to the cell and to the opposite corner of rectangles what it takes from the other two corners, or the other way round. All four
 * corners must be hidden and free to change.
 */
function turn({ table, hidden }: Scene, cases: Alternative, { row, column }: Place, sign: 1 | -1): void {
  const isFree = (at: number, of: number) => hidden[at]?.[of] === true && table.fixed[at]?.[of] === false;
  const own = cases[row] ?? [];
  for (let otherRow = 0; otherRow < table.rows; otherRow++) {
    if (otherRow === row || !isFree(otherRow, column)) continue;
    const other = cases[otherRow] ?? [];
    for (let beside = 0; beside < own.length; beside++) {
      if (beside === column || !isFree(row, beside) || !isFree(otherRow, beside)) continue;
      if (!keepsGroups(table, [row, otherRow], column, beside)) continue;
      const [place, corner, right, below] = [
        own[column] ?? 0,
        other[beside] ?? 0,
        own[beside] ?? 0,
        other[column] ?? 0,
      ];
      const amount = sign * (sign === 1 ? Math.min(right, below) : Math.min(place, corner));
      own[column] = place + amount;
      own[beside] = right - amount;
      other[column] = below - amount;
      other[beside] = corner + amount;
    }
  }
}

/** Whether moving cases between two columns, in these rows, leaves what is shown of groups of columns as it is. */
export function keepsGroups(
  { columns, hiddenGroups }: Table,
  rows: readonly number[],
  from: number,
  to: number,
): boolean {
  const groups = [columns[from] ?? 0, columns[to] ?? 0];
  if (hiddenGroups === null || groups[0] === groups[1]) return true;
  return rows.every((row) => groups.every((group) => at(hiddenGroups, row, group)));
}

/**
 * Moves cases along the row, in a table whose cases lie in several rows: so nothing adds up in a column, but no cell has more cases
 * than its column, and each case of a column lies in some row.
 */
function shift({ table, hidden, layer }: Scene, cases: Alternative, place: Place, sign: 1 | -1): void {
  const totalOf = (column: number) =>
    table.columnsAdd && column === place.column
      ? [column, ...matesOf(layer.columnPools, column)].reduce((sum, mate) => sum + (layer.columnTotals[mate] ?? 0), 0)
      : (layer.columnTotals[column] ?? 0);
  const room = (column: number) => Math.max(0, totalOf(column) - at(cases, place.row, column));
  const spare = (column: number) => {
    const all = cases.reduce((sum, row) => sum + (row[column] ?? 0), 0);
    return Math.max(0, Math.min(at(cases, place.row, column), all - totalOf(column)));
  };
  for (const column of table.columns.keys()) {
    if (column === place.column || hidden[place.row]?.[column] !== true) continue;
    if (!keepsGroups(table, [place.row], column, place.column)) continue;
    const [from, to] = sign === 1 ? [column, place.column] : [place.column, column];
    const amount = Math.min(spare(from), room(to));
    add(cases, { row: place.row, column: from }, -amount);
    add(cases, { row: place.row, column: to }, amount);
  }
}

/** Where nothing adds up, a cell may have as many cases as the smaller of its lines; a hidden line may be any size. */
function ceilingOf({ layer }: Scene, { row, column }: Place): number {
  const totals = [
    ...(layer.rowPools[row] == null ? [layer.rowTotals[row] ?? 0] : []),
    ...(layer.columnPools[column] == null ? [layer.columnTotals[column] ?? 0] : []),
  ];
  return totals.length === 0 ? layer.total : Math.min(...totals);
}

function matesOf(pools: readonly (number | null)[], line: number): readonly number[] {
  const pool = pools[line];
  return pool == null ? [] : [...pools.keys()].filter((other) => other !== line && pools[other] === pool);
}

function copy(cases: readonly (readonly number[])[]): Alternative {
  return cases.map((row) => [...row]);
}

function add(cases: Alternative, { row, column }: Place, amount: number): void {
  const line = cases[row];
  if (line) line[column] = (line[column] ?? 0) + amount;
}
