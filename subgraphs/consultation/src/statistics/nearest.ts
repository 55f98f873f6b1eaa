import type { StatisticsDimension } from '../generated/resolvers.ts';
import { tableOf } from './question.ts';
import type { CellRow } from './statistics.repository.ts';

/** Codes by dimension. */
export type Categories = ReadonlyMap<StatisticsDimension, string>;

/** The tables in which the nearest level of a cell of these dimensions may be. */
export function coarserTables(dimensions: readonly StatisticsDimension[]): readonly string[] {
  const example = new Map(dimensions.map((name) => [name, '']));
  return coarserThan(example).map((categories) => tableOf([...categories.keys()]));
}

/** Finds for a hidden cell the nearest coarser categories that show at its time; null where none do. */
export function createNearestFinder(
  cells: readonly CellRow[],
): (hidden: Categories, cell: CellRow) => Categories | null {
  const shown = Map.groupBy(
    cells.filter(({ received }) => received !== null),
    ({ dimensions, codes }) => `${dimensions} ${codes}`,
  );
  return (hidden, { begins, ends }) =>
    coarserThan(hidden).find((categories) =>
      shown.get(keyOf(categories))?.some((cell) => cell.begins <= ends && cell.ends >= begins),
    ) ?? null;
}

/** Coarser categories, the nearest first: a Region's Regierungsbezirk, one dimension less, all cases. */
function coarserThan(categories: Categories): readonly Categories[] {
  const without = (name: StatisticsDimension) => new Map([...categories].filter(([other]) => other !== name));
  const region = categories.get('REGION');
  const upwards: readonly Categories[] =
    region === undefined ? [] : [new Map([...without('REGION'), ['REGIERUNGSBEZIRK', region.slice(0, 3)] as const])];
  const fewer: readonly Categories[] = categories.size > 1 ? [...categories.keys()].toReversed().map(without) : [];
  return [...upwards, ...fewer, new Map()];
}

function keyOf(categories: Categories): string {
  const table = tableOf([...categories.keys()]);
  const codes = table === '' ? [] : table.split(',').map((name) => categories.get(name as StatisticsDimension));
  return `${table} ${codes.join()}`;
}
