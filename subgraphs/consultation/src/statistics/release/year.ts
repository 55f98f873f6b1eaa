import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { dimensionNames, fixedLabels, ofRegister, severalOf } from '../dimensions.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import type { Columns } from './columns.ts';
import { count } from './count.ts';
import type { FactRepository, KommuneType } from './fact.repository.ts';
import { allCases, type CountLines, type Lines, linesOf, planLines, planRegions } from './lines.ts';

/** The dimensions with their categories, and what everybody knows of how they go together. */
export interface Frame {
  readonly dimensions: ReadonlyMap<StatisticsDimension, Dimension>;
  readonly kommuneTypes: readonly KommuneType[];
}

/** A year's cases by one dimension: what is counted, and how it is published. */
export interface Year {
  readonly year: number;
  readonly frame: Frame;
  readonly columns: Columns;
  readonly count: CountLines;
  readonly linesOf: (dimension: StatisticsDimension) => Lines;
  /** How all cases together are published. */
  readonly all: Lines;
}

/** Reads the categories as they are now. */
export async function readFrame(facts: FactRepository): Promise<Frame> {
  const found = await facts.findCodes();
  const fixed = Object.fromEntries(Object.entries(fixedLabels).map(([name, labels]) => [name, Object.keys(labels)]));
  const codes: Readonly<Record<string, readonly string[]>> = { ...fixed, ...found };
  return {
    dimensions: new Map(
      dimensionNames.map((name) => [name, { name, codes: codes[name] ?? [], adds: !severalOf.has(name) }]),
    ),
    kommuneTypes: await facts.findKommuneTypes(),
  };
}

/** Plans how each dimension of a year is published by itself. */
export function planYear(frame: Frame, year: number, columns: Columns): Year {
  const known = new Map<string, ReturnType<CountLines>>();
  const countLines: CountLines = (dimension, step) => {
    const key = `${dimension === allCases ? '' : dimension.name} ${step}`;
    const lines =
      known.get(key) ?? linesOf(dimension, count([columns], dimension === allCases ? [] : [dimension], step));
    known.set(key, lines);
    return lines;
  };
  const regions = planRegions(dimensionOf(frame, 'REGIERUNGSBEZIRK'), dimensionOf(frame, 'REGION'), countLines);
  const lines = new Map<StatisticsDimension, Lines>([
    ['REGIERUNGSBEZIRK', regions.bezirke],
    ['REGION', regions.regionen],
  ]);
  for (const [name, dimension] of frame.dimensions) {
    if (!lines.has(name)) lines.set(name, planLines(dimension, countLines));
  }
  const all = planLines(allCases, countLines);
  return { ...{ year, frame, columns, all }, count: countLines, linesOf: (name) => given(lines.get(name)) };
}

export function dimensionOf({ dimensions }: Frame, name: StatisticsDimension): Dimension {
  return given(dimensions.get(name));
}

/** Quarters in which the totals of both dimensions are published in a year. */
export function coarserStep(year: Year, pair: readonly [StatisticsDimension, StatisticsDimension]): Step {
  return Math.max(...pair.map((name) => year.linesOf(name).step)) as Step;
}

/** By category of each of two dimensions: whether the register has no such Kommune. */
export function impossibleOf(frame: Frame, rows: Dimension, columns: Dimension): boolean[][] {
  if (!isOfRegister(rows.name) || !isOfRegister(columns.name))
    return rows.codes.map(() => columns.codes.map(() => false));
  const [row, column] = [rows.name, columns.name];
  const there = new Set(frame.kommuneTypes.map((type) => `${type[row]} ${type[column]}`));
  return rows.codes.map((one) => columns.codes.map((other) => !there.has(`${one} ${other}`)));
}

function isOfRegister(name: StatisticsDimension): name is keyof KommuneType {
  return ofRegister.has(name);
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a dimension has not been planned');
  return value;
}
