import type { Count } from './safety.ts';

/** A part of a table's time in which the totals of its lines are known, or hidden as one. */
export interface Layer {
  /** Cases by row and column. */
  readonly cases: readonly (readonly number[])[];
  /** Cases of each row and of each column: not their sums where a case has several categories. */
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  /** All cases. */
  readonly total: number;
  /** Rows, and columns, whose totals are hidden. Nothing that is published tells those with the same number from each other. */
  readonly rowPools: readonly (number | null)[];
  readonly columnPools: readonly (number | null)[];
}

/** Cases by two dimensions in one block of time, with all that is known of them. */
export interface Table {
  /** Number of rows, and what each column belongs to: the Regierungsbezirk of a Region; 0 where there is nothing of the kind. */
  readonly rows: number;
  readonly columns: readonly number[];
  /** Over the whole block, by row and column. */
  readonly counts: readonly (readonly Count[])[];
  readonly layers: readonly Layer[];
  /** Whether each case is in one row only, so that rows add up to the total of a column; and the same of columns. */
  readonly rowsAdd: boolean;
  readonly columnsAdd: boolean;
  /** Where no case can be: everybody knows from the register that no Stadtkreis has under 2,000 inhabitants. */
  readonly empty: readonly (readonly boolean[])[];
  /** Where nothing can be hidden: what is empty, and what makes up its line alone. */
  readonly fixed: readonly (readonly boolean[])[];
  /** By row and group of columns: whether the cell of the whole group is hidden too. Null where groups are not published. */
  readonly hiddenGroups: readonly (readonly boolean[])[] | null;
}

/** By row and column: whether the cell is hidden. */
export type Pattern = boolean[][];

/** Value of a place that is known to be there. */
export function at<Value>(grid: readonly (readonly Value[])[], row: number, column: number): Value {
  const value = grid[row]?.[column];
  if (value === undefined) throw new Error(`the table has no cell ${row}, ${column}`);
  return value;
}
