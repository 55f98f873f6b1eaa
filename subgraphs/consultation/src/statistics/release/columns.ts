import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { dimensionNames } from '../dimensions.ts';
import { remember } from '../remember.ts';
import type { Dimension } from '../statistics.types.ts';
import type { FactRepository, FactRow } from './fact.repository.ts';

/**
 * A year's facts in columns of numbers: some twenty bytes for a case, so that any table is counted in milliseconds, and a quarter of
 * a million cases need no more memory than a picture.
 */
export interface Columns {
  readonly size: number;
  readonly quarter: Uint8Array;
  /** Place of the seat in `kommunen`. */
  readonly kommune: Uint16Array;
  /** By dimension: the categories of each case, as bits. */
  readonly categories: ReadonlyMap<StatisticsDimension, Uint16Array>;
  readonly closed: Uint8Array;
  readonly joint: Uint8Array;
  readonly firstTime: Uint8Array;
  readonly minutes: Int32Array;
  /** Working minutes; -1 where there is no first answer. */
  readonly answerMinutes: Int32Array;
  readonly kommunen: readonly string[];
}

/** Reads the facts of a year. */
export async function readColumns(
  facts: FactRepository,
  year: number,
  dimensions: ReadonlyMap<StatisticsDimension, Dimension>,
): Promise<Columns> {
  const size = await facts.countOf(year);
  const kommunen = new Map<string, number>();
  const columns = {
    ...{ size, quarter: new Uint8Array(size), kommune: new Uint16Array(size), minutes: new Int32Array(size) },
    ...{ closed: new Uint8Array(size), joint: new Uint8Array(size), firstTime: new Uint8Array(size) },
    answerMinutes: new Int32Array(size),
    categories: new Map(dimensionNames.map((name) => [name, new Uint16Array(size)])),
  };
  const readers = dimensionNames.map((name) => ({
    ...{ name, column: columns.categories.get(name) },
    bitsOf: remember(createBitsOf(dimensions.get(name))),
  }));
  let index = 0;
  for await (const fact of facts.read(year)) {
    if (!kommunen.has(fact.ags)) kommunen.set(fact.ags, kommunen.size);
    columns.kommune[index] = kommunen.get(fact.ags) ?? 0;
    for (const { name, column, bitsOf } of readers) if (column) column[index] = bitsOf(fact[name]);
    writeMeasures(columns, index, fact);
    index++;
  }
  return { ...columns, kommunen: [...kommunen.keys()] };
}

function createBitsOf(dimension: Dimension | undefined): (codes: string) => number {
  const bits = new Map(dimension?.codes.map((code, bit) => [code, 1 << bit]));
  return (codes) => codes.split(',').reduce((sum, code) => sum | (bits.get(code) ?? 0), 0);
}

function writeMeasures(columns: Omit<Columns, 'kommunen'>, index: number, fact: FactRow): void {
  columns.quarter[index] = fact.quarter;
  columns.closed[index] = Number(fact.closed);
  columns.joint[index] = Number(fact.joint);
  columns.firstTime[index] = Number(fact.firstTime);
  columns.minutes[index] = fact.minutes;
  columns.answerMinutes[index] = fact.answerMinutes ?? -1;
}
