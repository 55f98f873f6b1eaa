/** A cell as the operation `year-report` asks for it. Measures are null where they must not show. */
export interface ReportCell {
  readonly values: readonly { readonly code: string; readonly label: string }[];
  readonly period: { readonly label: string };
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

export interface ReportTable {
  readonly cells: readonly ReportCell[];
}

/** What the operation `year-report` answers. */
export interface ReportAnswer {
  readonly register: { readonly source: string; readonly gemeinden: number };
  readonly quarters: ReportTable & {
    readonly snapshot: { readonly id: string; readonly takenAt: string; readonly until: string | null };
    readonly legend: readonly string[];
  };
  readonly association: ReportTable;
  readonly kind: ReportTable;
  readonly size: ReportTable;
  readonly region: ReportTable;
  readonly topic: ReportTable;
  readonly phase: ReportTable;
  readonly support: ReportTable;
}

/** Sachbericht of a year as data: nothing in it depends on when it is made, so one snapshot gives the same bytes each time. */
export interface Report {
  readonly year: number;
  /** Cases of the year; null where a quarter of it does not show. */
  readonly cases: number | null;
  readonly figures: ReportAnswer;
}

export function createReport(year: number, figures: ReportAnswer): Report {
  const cases = figures.quarters.cells.reduce<number | null>(
    (sum, { received }) => (sum === null || received === null ? null : sum + received),
    0,
  );
  return { year, cases: figures.quarters.cells.length === 0 ? null : cases, figures };
}
