import type { Count } from '../protection/safety.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import type { Columns } from './columns.ts';

/** All that is counted of the cases of one combination of categories in one block. Unprotected. */
export interface CountedCell extends Count {
  /** Codes in the order of the dimensions, joined by commas. */
  readonly codes: string;
  readonly closed: number;
  readonly joint: number;
  readonly firstTime: number;
  /** Seats with a key of eight digits. */
  readonly gemeinden: number;
  /** Time spent, and of the Kommune that took most. */
  readonly minutes: number;
  readonly largestMinutes: number;
  /** Working minutes to the first answer, in ascending order. */
  readonly answers: Int32Array;
}

/** Cells with cases: by block, then by their codes. */
export type Counted = readonly ReadonlyMap<string, CountedCell>[];

/** While it is counted. */
interface Tally {
  closed: number;
  joint: number;
  firstTime: number;
  /** By key of the Kommune. */
  readonly kommunen: Map<string, { cases: number; minutes: number }>;
  readonly answers: number[];
}

/** Counts cases of one year by up to two dimensions and block of `step` quarters; of two years, all in one block. */
export function count(years: readonly Columns[], dimensions: readonly Dimension[], step: Step): Counted {
  const [rows, others] = dimensions;
  const width = others?.codes.length ?? 1;
  // By place of the combination: a key of text for each case would take most of the time.
  const blocks = Array.from({ length: 4 / Math.min(step, 4) }, (): (Tally | undefined)[] => []);
  for (const columns of years) {
    const [rowsOf, othersOf] = [createReader(columns, rows), createReader(columns, others)];
    for (let index = 0; index < columns.size; index++) {
      const block = step >= 4 ? 0 : Math.floor(((columns.quarter[index] ?? 1) - 1) / step);
      const tallies = blocks[block] ?? [];
      for (const row of rowsOf(index)) {
        for (const other of othersOf(index)) {
          const place = row * width + other;
          const tally = tallies[place] ?? createTally();
          tallies[place] = tally;
          add(tally, columns, index);
        }
      }
    }
  }
  return blocks.map((tallies) => cellsOf(tallies, dimensions));
}

function cellsOf(tallies: readonly (Tally | undefined)[], [rows, others]: readonly Dimension[]) {
  const width = others?.codes.length ?? 1;
  const filled = tallies.flatMap((tally, place) => (tally ? [{ tally, place }] : []));
  return new Map(
    filled.map(({ tally, place }) => {
      const codes = [rows?.codes[Math.floor(place / width)], others?.codes[place % width]];
      const joined = codes.filter((code) => code !== undefined).join();
      return [joined, sumUp(joined, tally)] as const;
    }),
  );
}

/** The places of a case's categories in a dimension; without one there is one place. */
function createReader(columns: Columns, dimension: Dimension | undefined): (index: number) => readonly number[] {
  if (dimension === undefined) return () => [0];
  const column = columns.categories.get(dimension.name);
  const known = new Map<number, readonly number[]>();
  return (index) => {
    const bits = column?.[index] ?? 0;
    const found = known.get(bits) ?? [...dimension.codes.keys()].filter((place) => bits & (1 << place));
    known.set(bits, found);
    return found;
  };
}

function createTally(): Tally {
  return { closed: 0, joint: 0, firstTime: 0, kommunen: new Map(), answers: [] };
}

function add(tally: Tally, columns: Columns, index: number): void {
  const ags = columns.kommunen[columns.kommune[index] ?? 0] ?? '';
  tally.closed += columns.closed[index] ?? 0;
  tally.joint += columns.joint[index] ?? 0;
  tally.firstTime += columns.firstTime[index] ?? 0;
  const kommune = tally.kommunen.get(ags) ?? { cases: 0, minutes: 0 };
  kommune.cases++;
  kommune.minutes += columns.minutes[index] ?? 0;
  tally.kommunen.set(ags, kommune);
  const answer = columns.answerMinutes[index] ?? -1;
  if (answer >= 0) tally.answers.push(answer);
}

function sumUp(codes: string, { closed, joint, firstTime, kommunen, answers }: Tally): CountedCell {
  const all = [...kommunen.values()];
  return {
    ...{ codes, closed, joint, firstTime, kommunen: kommunen.size },
    cases: all.reduce((sum, { cases }) => sum + cases, 0),
    largest: all.reduce((most, { cases }) => Math.max(most, cases), 0),
    minutes: all.reduce((sum, { minutes }) => sum + minutes, 0),
    largestMinutes: all.reduce((most, { minutes }) => Math.max(most, minutes), 0),
    gemeinden: [...kommunen.keys()].filter((ags) => ags.length === 8).length,
    // Sorts numbers as numbers, and a quarter of a million of them in a moment.
    answers: Int32Array.from(answers).sort(),
  };
}
