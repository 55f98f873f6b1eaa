import type { StatisticsDimension } from '../generated/resolvers.ts';

/** A dimension's categories by their codes, in the order in which they are shown. */
export interface Dimension {
  readonly name: StatisticsDimension;
  readonly codes: readonly string[];
  /** Whether a case has one category only, so that they add up to all cases. */
  readonly adds: boolean;
}

/** Numbers of quarters that a period can have. */
export type Step = 1 | 2 | 4 | 8;

/** A period of whole quarters. Days are ISO 8601, both included. */
export interface Period {
  readonly begins: string;
  readonly ends: string;
}
