import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { MakeYearReportInput } from '../generated/resolvers.ts';
import { requireScope } from '../policy.ts';
import type { AnsweredCell } from '../statistics/answer.ts';
import type { YearRepository } from '../statistics/release/year-facts.repository.ts';
import type { YearFacts } from '../statistics/release/year-facts.ts';
import type { SnapshotRow } from '../statistics/snapshot/snapshot.repository.ts';
import { createStatisticsService, type StatisticsParts } from '../statistics/statistics.service.ts';
import { type Report, type ReportCell, type ReportTable, reportTables } from './report.types.ts';

export interface ReportServiceParts extends StatisticsParts {
  readonly viewer: Viewer;
  readonly years: Pick<YearRepository, 'find'>;
}

export interface MadeReport {
  readonly year: number;
  readonly snapshot: SnapshotRow;
  readonly sampleData: boolean;
  /** One file. */
  readonly html: string;
  readonly json: string;
}

export type ReportOutcome =
  | (MadeReport & { readonly kind: 'MADE' })
  | { readonly kind: 'REFUSED'; readonly reason: string };

export type ReportService = ReturnType<typeof createReportService>;

/** Sachbericht of a year: what is published of it, as a page and as data. */
export function createReportService({ years, ...parts }: ReportServiceParts) {
  const { viewer, statistics } = parts;
  return {
    /** @throws Problem UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND for a snapshot that there is not */
    async make({ year, snapshot: id }: MakeYearReportInput): Promise<ReportOutcome> {
      requireScope(viewer, 'figures:common');
      const snapshot = await createStatisticsService(parts).getSnapshot(id);
      if (snapshot.lastYear === null || snapshot.lastYear < year) return refuse(year);
      const found = await years.find(year);
      if (found === null) return refuse(year);
      const { sample, facts } = found;
      // With the names and numbers that the register had when the year was published.
      const register = { findLabels: async () => facts.labels, countGemeinden: async () => facts.register.gemeinden };
      const figures = createStatisticsService({ ...parts, statistics: { ...statistics, ...register } });
      const report = await readReport(figures, { year, snapshot, sample, facts });
      // What draws is large, and a report is made now and then.
      const { createPage } = await import('./report.page.ts');
      const json = `${JSON.stringify(report, null, 2)}\n`;
      return { kind: 'MADE', year, snapshot, sampleData: sample, html: createPage(report), json };
    },
  };
}

const refuse = (year: number): ReportOutcome => ({
  kind: 'REFUSED',
  reason: `Für das Jahr ${year} enthält dieser Stand keine Zahlen für einen Sachbericht.`,
});

interface PublishedYear {
  readonly year: number;
  readonly snapshot: SnapshotRow;
  readonly sample: boolean;
  readonly facts: YearFacts;
}

async function readReport(
  { ask }: ReturnType<typeof createStatisticsService>,
  { year, snapshot, sample, facts }: PublishedYear,
): Promise<Report> {
  const askFor = (dimensions: readonly ReportTable[]) =>
    ask({
      ...{ dimensions, filters: [], periods: dimensions.length === 0 },
      from: year,
      until: year,
      snapshot: snapshot.id,
    });
  const { cells, legend } = await askFor([]);
  const tables: Partial<Record<ReportTable, readonly ReportCell[]>> = {};
  for (const dimension of reportTables) tables[dimension] = (await askFor([dimension])).cells.map(toCell);
  return {
    ...{ year, sampleData: sample },
    snapshot: { id: snapshot.id, takenAt: snapshot.takenAt.toISOString(), until: `${snapshot.lastYear}-12-31` },
    register: facts.register,
    received: sumOf(cells),
    cases: facts.cases,
    periods: cells.map(toCell),
    tables: tables as Record<ReportTable, readonly ReportCell[]>,
    ...{ events: facts.events, funding: facts.funding, legend },
  };
}

function sumOf(cells: readonly AnsweredCell[]): number | null {
  return cells.reduce<number | null>(
    (sum, { received }) => (sum === null || received === null ? null : sum + received),
    cells.length === 0 ? null : 0,
  );
}

/** A category, or a period where there is none. */
function toCell({ values: [value], period, ...cell }: AnsweredCell): ReportCell {
  const { suppressed, received, joint, kommunen, firstTimeKommunen, shareOfGemeinden, minutes } = cell;
  const { code, label } = value ?? period;
  return {
    ...{ code, label, suppressed, received, joint, kommunen, firstTimeKommunen, shareOfGemeinden },
    medianHoursToFirstAnswer: cell.medianHoursToFirstAnswer,
    p90HoursToFirstAnswer: cell.p90HoursToFirstAnswer,
    minutes,
  };
}
