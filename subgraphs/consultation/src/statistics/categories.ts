import type { StatisticsDimension } from '../generated/resolvers.ts';
import { fixedLabels } from './dimensions.ts';
import type { LabelRow } from './statistics.repository.ts';

/** What the categories of all dimensions are called. */
export interface CategoryNames {
  readonly codesOf: (dimension: StatisticsDimension) => ReadonlySet<string>;
  readonly labelOf: (dimension: StatisticsDimension, code: string) => string;
  /** Place of a category in its dimension. */
  readonly placeOf: (dimension: StatisticsDimension, code: string) => number;
}

export function createCategories(rows: readonly LabelRow[]): CategoryNames {
  const labels = new Map<StatisticsDimension, ReadonlyMap<string, string>>();
  for (const [name, fixed] of Object.entries(fixedLabels)) {
    labels.set(name as StatisticsDimension, new Map(Object.entries(fixed)));
  }
  for (const [name, own] of Map.groupBy(rows, ({ dimension }) => dimension)) {
    labels.set(name, new Map(own.map(({ code, label }) => [code, label])));
  }
  const places = new Map(
    [...labels].map(([name, known]) => [name, new Map([...known.keys()].map((code, place) => [code, place]))] as const),
  );
  return {
    codesOf: (dimension) => new Set(labels.get(dimension)?.keys()),
    labelOf: (dimension, code) => labels.get(dimension)?.get(code) ?? code,
    placeOf: (dimension, code) => places.get(dimension)?.get(code) ?? 0,
  };
}
