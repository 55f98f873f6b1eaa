import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { YearFacts } from '../statistics/release/year-facts.ts';

/** A cell of one of the report's tables. Measures are null where they must not show. */
export interface ReportCell {
  readonly code: string;
  readonly label: string;
  readonly suppressed: boolean;
  readonly received: number | null;
  readonly joint: number | null;
  readonly kommunen: number | null;
  readonly firstTimeKommunen: number | null;
  readonly shareOfGemeinden: number | null;
  readonly medianHoursToFirstAnswer: number | null;
  readonly p90HoursToFirstAnswer: number | null;
  readonly minutes: number | null;
}

/** Sachbericht of a year as data. Nothing in it depends on when it is made. */
export interface Report {
  readonly year: number;
  /** Whether something of it comes from sample data. */
  readonly sampleData: boolean;
  readonly snapshot: {
    readonly id: string;
    /** ISO 8601. */
    readonly takenAt: string;
    /** Last day that its figures know of. */
    readonly until: string;
  };
  readonly register: YearFacts['register'];
  /** Cases of the year; null where a period of it does not show. */
  readonly received: number | null;
  /** What is said of all cases of the year together. */
  readonly cases: YearFacts['cases'];
  readonly periods: readonly ReportCell[];
  readonly tables: Readonly<Record<ReportTable, readonly ReportCell[]>>;
  readonly events: YearFacts['events'];
  readonly funding: YearFacts['funding'];
  /** What must be said with the figures, in plain German. */
  readonly legend: readonly string[];
}

/** The dimensions by which a report tells of a year, in its order. */
export const reportTables = [
  ...(['ASSOCIATION', 'KOMMUNE_KIND', 'SIZE_CLASS', 'REGION', 'TOPIC', 'PHASE', 'SUPPORT'] as const),
] as const satisfies readonly StatisticsDimension[];

export type ReportTable = (typeof reportTables)[number];
