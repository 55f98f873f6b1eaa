import { badInput } from '@gkz-qe/kit/problem.ts';
import type { StatisticsDimension } from '../generated/resolvers.ts';
import { dimensionLabels, dimensionNames, isNested } from './dimensions.ts';

/** What a client may ask. */
export interface StatisticsQuestion {
  readonly dimensions: readonly StatisticsDimension[];
  readonly filters: readonly { readonly dimension: StatisticsDimension; readonly codes: readonly string[] }[];
  readonly periods: boolean;
  readonly from?: number | null | undefined;
  readonly until?: number | null | undefined;
  readonly snapshot?: string | null | undefined;
}

/** A question as it is answered: a slice of one published table. */
export interface ReadQuestion {
  /** Dimensions of the table in the order of the answer: those that were asked for, then those of filters alone. */
  readonly dimensions: readonly StatisticsDimension[];
  /** Name of the table. */
  readonly table: string;
  /** By dimension: the codes that are wanted. */
  readonly filters: ReadonlyMap<StatisticsDimension, ReadonlySet<string>>;
}

/** Codes of a dimension; empty for one that has none. */
export type CodesOf = (dimension: StatisticsDimension) => ReadonlySet<string>;

/** @throws Problem BAD_USER_INPUT for what no published table answers */
export function readQuestion({ dimensions, filters, from, until }: StatisticsQuestion, codesOf: CodesOf): ReadQuestion {
  if (from != null && until != null && from > until) {
    throw badInput('from', 'Das erste Jahr liegt nach dem letzten.');
  }
  const filtered = filters.map(({ dimension }) => dimension);
  if (new Set(dimensions).size < dimensions.length)
    throw badInput('dimensions', 'Nennen Sie jede Dimension nur einmal.');
  if (new Set(filtered).size < filtered.length) throw badInput('filters', 'Filtern Sie jede Dimension nur einmal.');
  const all = [...new Set([...dimensions, ...filtered])];
  const [one, other] = all;
  if (all.length > 2) {
    throw badInput(
      'dimensions',
      'Höchstens zwei Dimensionen sind möglich; Filter zählen mit, damit niemand erkennbar wird.',
    );
  }
  if (one && other && isNested(one, other)) {
    throw badInput('dimensions', 'Jede Region liegt in einem Regierungsbezirk: fragen Sie nach einem von beiden.');
  }
  for (const { dimension, codes } of filters) {
    const known = codesOf(dimension);
    const wrong = codes.length === 0 || codes.some((code) => !known.has(code));
    if (wrong) throw badInput('filters', `Nennen Sie Werte, die es gibt: ${dimensionLabels[dimension]}.`);
  }
  return {
    dimensions: all,
    table: tableOf(all),
    filters: new Map(filters.map(({ dimension, codes }) => [dimension, new Set(codes)])),
  };
}

/** Name under which a table of these dimensions is published. */
export function tableOf(dimensions: readonly StatisticsDimension[]): string {
  return dimensionNames.filter((name) => dimensions.includes(name)).join();
}
