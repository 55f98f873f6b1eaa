import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { RegisterService } from '../register/register.service.ts';
import { createReportService, type ReportService } from '../report/report.service.ts';
import { createCommonFiguresRepository } from './common/common-figures.repository.ts';
import { type CommonFiguresService, createCommonFiguresService } from './common/common-figures.service.ts';
import type { PublishedTables } from './published-tables.ts';
import { createYearRepository } from './release/year-facts.repository.ts';
import { createSnapshotRepository } from './snapshot/snapshot.repository.ts';
import { createStatisticsRepository } from './statistics.repository.ts';
import { createStatisticsService, type StatisticsService } from './statistics.service.ts';
import { createStatisticsLogService, type StatisticsLogService } from './statistics-log.service.ts';

/** What is published of cases, who asked for it, the year's report, and what those may count who see all headers. */
export interface Figures {
  readonly common: CommonFiguresService;
  readonly statistics: StatisticsService;
  readonly log: StatisticsLogService;
  readonly reports: ReportService;
}

interface Sources {
  readonly em: EntityManager;
  readonly viewer: Viewer;
  readonly register: RegisterService;
  readonly tables: PublishedTables;
  readonly now: () => Date;
  readonly today: string;
}

/** The part of a request's context that is about figures. */
export function createFigures({ em, viewer, register, tables, now, today }: Sources): Figures {
  const statistics = createStatisticsRepository(em);
  const published = { viewer, statistics, tables, snapshots: createSnapshotRepository(em), now };
  return {
    common: createCommonFiguresService({ viewer, figures: createCommonFiguresRepository(em), register, today }),
    statistics: createStatisticsService(published),
    reports: createReportService({ ...published, years: createYearRepository(em) }),
    log: createStatisticsLogService({ viewer, statistics }),
  };
}
