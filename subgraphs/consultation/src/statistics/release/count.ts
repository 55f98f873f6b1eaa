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
  const blocks = Array.from({ length: 4 / Math.min(step, 4) }, () => new Map<string, Tally>());
  for (const columns of years) {
    const read = dimensions.map((dimension) => createReader(columns, dimension));
    for (let index = 0; index < columns.size; index++) {
      const block = step >= 4 ? 0 : Math.floor(((columns.quarter[index] ?? 1) - 1) / step);
      for (const codes of combinations(read.map((codesOf) => codesOf(index)))) {
        const tallies = blocks[block] ?? blocks[0];
        const tally = tallies?.get(codes) ?? createTally();
        tallies?.set(codes, tally);
        add(tally, columns, index);
      }
    }
  }
  return blocks.map((tallies) => new Map([...tallies].map(([codes, tally]) => [codes, sumUp(codes, tally)] as const)));
}

/** The codes of a case in one dimension. */
function createReader(columns: Columns, { name, codes }: Dimension): (index: number) => readonly string[] {
  const column = columns.categories.get(name);
  const known = new Map<number, readonly string[]>();
  return (index) => {
    const bits = column?.[index] ?? 0;
    const found = known.get(bits) ?? codes.filter((_code, bit) => bits & (1 << bit));
    known.set(bits, found);
    return found;
  };
}

function combinations(codes: readonly (readonly string[])[]): readonly string[] {
  const [rows, columns] = codes;
  if (rows === undefined) return [''];
  if (columns === undefined) return rows;
  return rows.flatMap((row) => columns.map((column) => `${row},${column}`));
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
