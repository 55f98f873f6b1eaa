import type { SizeClass } from '../generated/resolvers.ts';

/** From so many inhabitants on, the largest first. */
export const lowerBounds: readonly (readonly [inhabitants: number, sizeClass: SizeClass])[] = [
  [100_000, 'FROM_100000'],
  [50_000, 'FROM_50000'],
  [20_000, 'FROM_20000'],
  [10_000, 'FROM_10000'],
  [5_000, 'FROM_5000'],
  [2_000, 'FROM_2000'],
];

/** What is below all of them. */
export const smallest: SizeClass = 'UNDER_2000';

/** Größenklasse by inhabitants. */
export function sizeClassOf(population: number): SizeClass {
  return lowerBounds.find(([inhabitants]) => population >= inhabitants)?.[1] ?? smallest;
}
