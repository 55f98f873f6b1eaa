import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { Categories } from './nearest.ts';
import { codeOf, labelOf } from './period.ts';
import type { Measures } from './release/measures.ts';
import { remember } from './remember.ts';
import type { CellRow, FindCells } from './statistics.repository.ts';
import type { Period } from './statistics.types.ts';

/** A period with its code and its German name. */
export interface NamedPeriod extends Period {
  readonly code: string;
  readonly label: string;
}

/** A published cell. Cells of a table share what they have in common: the same categories and the same period are the same object. */
export interface TableCell extends Measures {
  /** With which it was published. */
  readonly year: number;
  readonly categories: Categories;
  readonly period: NamedPeriod;
}

/** Gives the cells of tables by their names, as they were published until a year, the oldest first. */
export type PublishedTables = (
  find: FindCells,
  names: readonly string[],
  until: number,
) => Promise<ReadonlyMap<string, readonly TableCell[]>>;

/**
 * Makes what a process remembers of published tables. A year never changes once it is published, so each table is read once, and
 * anew when a question is about a later year. It holds at most all that is published: some 50,000 cells for eight years.
 */
export function createPublishedTables(): PublishedTables {
  const held = new Map<string, { readonly until: number; readonly cells: readonly TableCell[] }>();

  return async (find, names, until) => {
    const missing = names.filter((name) => (held.get(name)?.until ?? -1) < until);
    if (missing.length > 0) {
      const read = Map.groupBy(await find(missing, until), ({ dimensions }) => dimensions);
      for (const name of missing) {
        // Another question may have read more of it meanwhile.
        if ((held.get(name)?.until ?? -1) < until) held.set(name, { until, cells: cellsOf(read.get(name) ?? []) });
      }
    }
    return new Map(names.map((name) => [name, held.get(name)?.cells.filter(({ year }) => year <= until) ?? []]));
  };
}

function cellsOf(rows: readonly CellRow[]): readonly TableCell[] {
  const names = (rows[0]?.dimensions || null)?.split(',') as StatisticsDimension[] | undefined;
  const categoriesOf = remember((codes: string): Categories => {
    const parts = codes.split(',');
    return new Map(names?.map((name, index) => [name, parts[index] ?? '']));
  });
  const periodOf = remember((days: string): NamedPeriod => {
    const [begins = '', ends = ''] = days.split(' ');
    return { begins, ends, code: codeOf({ begins, ends }), label: labelOf({ begins, ends }) };
  });
  return rows.map(({ dimensions: _table, codes, begins, ends, ...cell }) => ({
    ...cell,
    categories: categoriesOf(codes),
    period: periodOf(`${begins} ${ends}`),
  }));
}
