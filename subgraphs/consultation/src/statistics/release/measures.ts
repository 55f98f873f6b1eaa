import { dominance, threshold } from '../protection/safety.ts';
import type { CountedCell } from './count.ts';

/** The measures of a cell as they are published. All null: the cell is hidden. */
export interface Measures {
  readonly received: number | null;
  readonly closed: number | null;
  readonly joint: number | null;
  readonly kommunen: number | null;
  readonly firstTimeKommunen: number | null;
  readonly gemeinden: number | null;
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
  readonly minutes: number | null;
}

export const nothing: Measures = {
  ...{ received: null, closed: null, joint: null, kommunen: null, firstTimeKommunen: null, gemeinden: null },
  ...{ medianHours: null, p90Hours: null, minutes: null },
};

/** Of so many answers one is in the slowest tenth, and not alone in it. */
export const leastForP90 = 20;

/**
 * What is published of a cell that shows. Cases are exact; all that is counted among them is rounded, so that its small rest does not
 * follow by subtraction from neighbours and totals.
 */
export function measuresOf(cell: CountedCell): Measures {
  const { cases, closed, answers } = cell;
  const isSplit = closed >= threshold && cases - closed >= threshold;
  return {
    received: cases,
    closed: isSplit ? toFive(closed) : null,
    joint: toFive(cell.joint),
    kommunen: toFive(cell.kommunen),
    firstTimeKommunen: toFive(cell.firstTime),
    gemeinden: toFive(cell.gemeinden),
    medianHours: answers.length >= threshold ? toHours(percentile(answers, 0.5)) : null,
    p90Hours: answers.length >= leastForP90 ? toHours(percentile(answers, 0.9)) : null,
    minutes: cell.largestMinutes <= dominance * cell.minutes ? 60 * toHours(cell.minutes) || null : null,
  };
}

/** Down to a multiple of 5; null for what would be 0. */
export function toFive(count: number): number | null {
  return 5 * Math.floor(count / 5) || null;
}

/** The smallest value that is not exceeded by this share of them; they are in ascending order. */
function percentile(values: Int32Array, share: number): number {
  return values[Math.ceil(share * values.length) - 1] ?? 0;
}

/** Whole hours. */
export function toHours(minutes: number): number {
  return Math.round(minutes / 60);
}
