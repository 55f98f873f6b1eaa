/** What is counted of a group of cases before anything is decided about it. Never leaves the process. */
export interface Count {
  readonly cases: number;
  /** Different Kommunen among them. */
  readonly kommunen: number;
  /** Cases of the Kommune that has most of them. */
  readonly largest: number;
}

export const noCases: Count = { cases: 0, kommunen: 0, largest: 0 };

/** Fewer cases than these name people; it is also the width that a hidden number's range must have. */
export const threshold = 5;
export const leastKommunen = 3;
/** Where one Kommune has more than this share, the others can be subtracted. */
export const dominance = 0.75;

/** Primary rule: whether a number about these cases may be shown at all. */
export function isSafe({ cases, kommunen, largest }: Count): boolean {
  return cases >= threshold && kommunen >= leastKommunen && largest <= dominance * cases;
}

/**
 * Whether enough cases are left of a line beside those of a cell, where a case can lie in several cells of the line: the rest follows by
 * subtraction, and where it is small, so do the cells that it must fit into.
 */
export function isRestSafe({ cases }: Count, line: number): boolean {
  return line - cases >= threshold;
}

/**
 * What is certain of several groups together: there are at least so many Kommunen, and none has more cases than this. So a union
 * that looks safe is safe.
 */
export function unionOf(counts: readonly Count[]): Count {
  return {
    cases: counts.reduce((sum, { cases }) => sum + cases, 0),
    kommunen: counts.reduce((most, { kommunen }) => Math.max(most, kommunen), 0),
    largest: counts.reduce((sum, { largest }) => sum + largest, 0),
  };
}
