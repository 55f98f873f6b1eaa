import { createRandom } from '../../sample/random.ts';
import type { LinearSystem, Sum } from './system.ts';

/** Finds a solution of a system that makes a sum as large as it can be, by numbers of its variables. */
export type Solve = (objective: Sum) => ArrayLike<number>;

/** A hidden number that can be told too closely. */
export interface NarrowRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Solutions that are looked at before single numbers are attacked: each shows many hidden numbers at an end of their range. */
const glances = 12;

const tolerance = 1e-6;

/**
 * The hidden numbers whose range is narrower than `width`. Each is bounded by the solver itself, unless two solutions have been seen
 * that differ by as much.
 */
export function findNarrow({ hidden }: LinearSystem, solve: Solve, width: number): NarrowRange[] {
  const random = createRandom(hidden.length);
  const ranges = hidden.map(({ sum }) => ({ sum, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  const isOpen = ({ low, high }: { low: number; high: number }) => !(high - low >= width - tolerance);
  const look = (objective: Sum) => {
    const solution = solve(objective);
    for (const range of ranges) {
      const value = amountOf(range.sum, solution);
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    }
  };
  for (let glance = 0; glance < glances && ranges.some(isOpen); glance++) {
    const objective = new Map<number, number>();
    for (const { sum } of ranges.filter(isOpen)) addTo(objective, sum, random.chance(0.5) ? 1 : -1);
    look(objective);
  }
  for (const range of ranges) {
    if (isOpen(range)) look(range.sum);
    if (isOpen(range)) look(addTo(new Map(), range.sum, -1));
  }
  return ranges.flatMap((range, index) =>
    isOpen(range) ? [{ name: hidden[index]?.name ?? '', low: range.low, high: range.high }] : [],
  );
}

function addTo(objective: Map<number, number>, sum: Sum, factor: number): Map<number, number> {
  for (const [variable, coefficient] of sum)
    objective.set(variable, (objective.get(variable) ?? 0) + factor * coefficient);
  return objective;
}

function amountOf(sum: Sum, solution: ArrayLike<number>): number {
  return [...sum].reduce((total, [variable, coefficient]) => total + coefficient * (solution[variable] ?? 0), 0);
}
