import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { TableCell } from './published-tables.ts';
import { tableOf } from './question.ts';
import { remember } from './remember.ts';
import type { Period } from './statistics.types.ts';

/** Codes by dimension. */
export type Categories = ReadonlyMap<StatisticsDimension, string>;

/** The tables in which the nearest level of a cell of these dimensions may be. */
export function coarserTables(dimensions: readonly StatisticsDimension[]): readonly string[] {
  const example = new Map(dimensions.map((name) => [name, '']));
  return coarserThan(example).map((categories) => tableOf([...categories.keys()]));
}

/**
 * Finds for a hidden cell the nearest coarser categories that show at its time; null where none do. For the same hidden categories
 * the same ones are the same object.
 */
export function createNearestFinder(
  cells: readonly TableCell[],
): (hidden: Categories, period: Period) => Categories | null {
  const shown = new Map(
    [...Map.groupBy(cells.filter(isShown), ({ categories }) => categories)].map(
      ([categories, own]) => [keyOf(categories), own.map(({ period }) => period)] as const,
    ),
  );
  const levelsOf = remember((hidden: Categories) =>
    coarserThan(hidden).map((categories) => ({ categories, periods: shown.get(keyOf(categories)) ?? [] })),
  );
  return (hidden, { begins, ends }) => {
    const overlaps = (period: Period) => period.begins <= ends && period.ends >= begins;
    return levelsOf(hidden).find(({ periods }) => periods.some(overlaps))?.categories ?? null;
  };
}

function isShown({ received }: TableCell): boolean {
  return received !== null;
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
