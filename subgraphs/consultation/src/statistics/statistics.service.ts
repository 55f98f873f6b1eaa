import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { StatisticsDimension } from '../generated/resolvers.ts';
import { type AnsweredCell, createAnswer } from './answer.ts';
import { createCategories } from './categories.ts';
import { legend } from './legend.ts';
import { coarserTables } from './nearest.ts';
import type { PublishedTables, TableCell } from './published-tables.ts';
import { type ReadQuestion, readQuestion, type StatisticsQuestion } from './question.ts';
import type { SnapshotRepository, SnapshotRow } from './snapshot/snapshot.repository.ts';
import { requireFigures, restrictQuestion } from './statistics.policy.ts';
import type { StatisticsRepository } from './statistics.repository.ts';

export interface StatisticsParts {
  readonly viewer: Viewer;
  readonly statistics: StatisticsRepository;
  readonly tables: PublishedTables;
  readonly snapshots: SnapshotRepository;
  readonly now: () => Date;
}

/** Protected figures of one table. */
export interface StatisticsAnswer {
  readonly snapshot: SnapshotRow;
  readonly dimensions: readonly StatisticsDimension[];
  readonly cells: readonly AnsweredCell[];
  readonly legend: readonly string[];
}

export type StatisticsService = ReturnType<typeof createStatisticsService>;

/** Figures: published cells and nothing else. */
export function createStatisticsService({ viewer, statistics, tables, snapshots, now }: StatisticsParts) {
  const findSnapshot = async (id: string | null | undefined): Promise<SnapshotRow> => {
    if (id != null && !isUuid(id)) throw badInput('snapshot', 'Diesen Stand gibt es nicht.');
    const snapshot = id == null ? (await snapshots.list(1))[0] : await snapshots.find(id);
    if (snapshot) return snapshot;
    throw new Problem(
      'NOT_FOUND',
      id == null ? 'Es gibt noch keinen Stand der Statistik.' : 'Diesen Stand gibt es nicht.',
    );
  };

  const log = (subject: string, { dimensions, filters }: ReadQuestion, snapshot: SnapshotRow) =>
    statistics.log({
      ...{ at: now(), subject, dimensions, snapshot: snapshot.id },
      filters: [...filters].map(([name, codes]) => `${name}=${[...codes].sort().join()}`),
    });

  return {
    /**
     * Answers a question, and keeps who asked it before anything is read.
     *
     * @throws Problem UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT for what no table answers, NOT_FOUND without a snapshot
     */
    async ask(asked: StatisticsQuestion): Promise<StatisticsAnswer> {
      const subject = requireFigures(viewer);
      const [labels, gemeinden] = await Promise.all([statistics.findLabels(), statistics.countGemeinden()]);
      const names = createCategories(labels);
      const question = readQuestion(restrictQuestion(viewer, asked), names.codesOf);
      const snapshot = await findSnapshot(asked.snapshot);
      await log(subject, question, snapshot);
      const coarserNames = coarserTables(question.dimensions);
      const found = await tables(statistics.findCells, [question.table, ...coarserNames], snapshot.lastYear ?? 0);
      const cellsOf = (name: string) => found.get(name) ?? [];
      const answered = createAnswer({
        ...{ question, names, gemeinden, periods: asked.periods },
        cells: cellsOf(question.table).filter(isBetween(asked.from, asked.until)),
        coarser: coarserNames.flatMap(cellsOf).filter(isBetween(null, asked.until)),
      });
      return { snapshot, dimensions: question.dimensions, cells: answered, legend: legend(snapshot) };
    },

    /** One of the snapshots, the newest where none is named. @throws Problem */
    async getSnapshot(id: string | null | undefined): Promise<SnapshotRow> {
      requireFigures(viewer);
      return findSnapshot(id);
    },

    /** Newest first. @throws Problem */
    async list(first: number): Promise<readonly SnapshotRow[]> {
      requireFigures(viewer);
      if (first < 0 || first > 200) throw badInput('first', 'Bitte fordern Sie zwischen 0 und 200 Einträge an.');
      return snapshots.list(first);
    },
  };
}

/** Whether a cell's period lies within these years. */
function isBetween(from: number | null | undefined, until: number | null | undefined) {
  const [first, last] = [from == null ? '' : dayOf(from, '01-01'), until == null ? '~' : dayOf(until, '12-31')];
  return ({ period: { begins, ends } }: TableCell) => begins >= first && ends <= last;
}

function dayOf(year: number, day: string): string {
  return `${String(year).padStart(4, '0')}-${day}`;
}
