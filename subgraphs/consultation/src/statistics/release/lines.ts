import { hiddenCategories } from '../protection/lines.ts';
import { type Count, isRestSafe, isSafe, noCases, unionOf } from '../protection/safety.ts';
import type { Dimension, Step } from '../statistics.types.ts';
import type { Counted } from './count.ts';

/** Counts of a dimension's cases in a year: by block of `step` quarters, then by category. */
export type CountLines = (dimension: Dimension, step: Step) => readonly (readonly Count[])[];

/** How one dimension is published in one year, apart from any other. */
export interface Lines {
  /** Quarters of a period: the fewest in which all that shows at all shows throughout the year. */
  readonly step: Step;
  /** By category: null where it shows; else the number of the pool in which it is hidden. */
  readonly pools: readonly (number | null)[];
}

/** All cases: one category, which a question without dimensions asks for. */
export const allCases: Dimension = { name: 'ASSOCIATION', codes: [''], adds: true };

const steps = [1, 2, 4] as const;

/** Decides for a dimension that stands by itself. */
export function planLines(dimension: Dimension, count: CountLines): Lines {
  const [year = []] = count(dimension, 4);
  const hidden = hiddenCategories(year, dimension.adds);
  const [total = noCases] = count(allCases, 4)[0] ?? [];
  const shows = (own: Count, index: number) => !hidden.has(index) && (dimension.adds || isRestSafe(own, total.cases));
  const pools = year.map((own, index) => (shows(own, index) ? null : 0));
  return { pools, step: finestStep([{ dimension, pools }], count) };
}

/**
 * Decides for the Regierungsbezirke and their Regionen together. Regionen are hidden behind each other within their
 * Regierungsbezirk where that shows, and behind all those of hidden ones where it does not.
 */
export function planRegions(
  bezirke: Dimension,
  regionen: Dimension,
  count: CountLines,
): { bezirke: Lines; regionen: Lines } {
  const [bezirkCounts = []] = count(bezirke, 4);
  const [regionCounts = []] = count(regionen, 4);
  const hiddenBezirke = hiddenCategories(bezirkCounts, true);
  const pools = new Array<number | null>(regionen.codes.length).fill(null);
  bezirke.codes.forEach((bezirk, index) => {
    const own = [...regionen.codes.keys()].filter((region) => regionen.codes[region]?.startsWith(bezirk));
    const hidden = hiddenCategories(
      own.map((region) => regionCounts[region] ?? noCases),
      true,
    );
    own.forEach((region, place) => {
      if (hiddenBezirke.has(index)) pools[region] = 0;
      else if (hidden.has(place)) pools[region] = index + 1;
    });
  });
  const bezirkPools = bezirke.codes.map((_code, index) => (hiddenBezirke.has(index) ? 0 : null));
  const step = finestStep(
    [
      { dimension: bezirke, pools: bezirkPools },
      { dimension: regionen, pools },
    ],
    count,
  );
  return { bezirke: { pools: bezirkPools, step }, regionen: { pools, step } };
}

interface Pooled {
  readonly dimension: Dimension;
  readonly pools: readonly (number | null)[];
}

function finestStep(all: readonly Pooled[], count: CountLines): Step {
  for (const step of steps) {
    const totals = count(allCases, step).map(([total = noCases]) => total.cases);
    if (all.every((one) => showsIn(one, count(one.dimension, step), totals))) return step;
  }
  return 4;
}

/** Whether in each block each category that shows is safe, and each pool too, since its total follows. */
function showsIn(
  { dimension, pools }: Pooled,
  blocks: readonly (readonly Count[])[],
  totals: readonly number[],
): boolean {
  const indexes = [...pools.keys()];
  const poolNumbers = [...new Set(pools.filter((pool) => pool !== null))];
  return blocks.every((counts, block) => {
    const of = (index: number) => counts[index] ?? noCases;
    const shows = (own: Count) => isSafe(own) && (dimension.adds || isRestSafe(own, totals[block] ?? 0));
    const poolIsSafe = (pool: number) => isSafe(unionOf(indexes.filter((index) => pools[index] === pool).map(of)));
    return (
      indexes.every((index) => pools[index] !== null || shows(of(index))) &&
      (!dimension.adds || poolNumbers.every(poolIsSafe))
    );
  });
}

/** Sorts what was counted by block and category; what has no case counts 0. */
export function linesOf({ codes }: Dimension, counted: Counted): readonly (readonly Count[])[] {
  return counted.map((cells) => codes.map((code) => cells.get(code) ?? noCases));
}
