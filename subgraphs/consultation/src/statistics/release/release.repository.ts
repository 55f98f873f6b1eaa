import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { Period } from '../statistics.types.ts';
import type { Measures } from './measures.ts';

/** A cell to publish. */
export interface NewCell extends Measures, Period {
  readonly dimensions: string;
  readonly codes: string;
}

/** What others know of a cell that is published, or about to be. */
export type PublishedCell = Pick<NewCell, 'dimensions' | 'codes' | 'begins' | 'ends' | 'received'>;

export type ReleaseRepository = ReturnType<typeof createReleaseRepository>;

/** Publishes years. All within the transaction of `em`. */
export function createReleaseRepository(em: EntityManager) {
  return {
    /** The last year that is published; null where none is. */
    async findLastYear(): Promise<number | null> {
      const row = await selectOne<{ year: number | null }>(
        em,
        'statistics.lastYear',
        'select max(year)::int as year from statistics_release',
      );
      return row?.year ?? null;
    },

    /**
     * Begins to publish a year. Who does the same at once waits here, and then fails. While its cells are made the transaction is idle
     * for longer than others may be.
     */
    async begin(year: number, releasedAt: Date): Promise<void> {
      await select(em, 'statistics.begin', 'set local statement_timeout = 0');
      await select(em, 'statistics.patience', 'set local idle_in_transaction_session_timeout = 0');
      await select(em, 'statistics.release', 'insert into statistics_release (year, released_at) values ($1, $2)', [
        year,
        releasedAt,
      ]);
    },

    async saveCells(year: number, cells: readonly NewCell[]): Promise<void> {
      await select(em, 'statistics.cells', insertCells, [year, JSON.stringify(cells)]);
    },

    /** The cells that were published with a year. */
    findCellsOf: (year: number): Promise<PublishedCell[]> => select(em, 'statistics.cellsOf', publishedCells, [year]),
  };
}

const insertCells = `
  insert into statistics_cell (dimensions, codes, begins, ends, year, received, closed, joint, kommunen, first_time_kommunen,
    gemeinden, median_hours, p90_hours, minutes)
  select dimensions, codes, begins, ends, $1, received, closed, joint, kommunen, "firstTimeKommunen", gemeinden, "medianHours",
    "p90Hours", minutes
  from jsonb_to_recordset($2::jsonb) as cell (dimensions text, codes text, begins date, ends date, received int, closed int,
    joint int, kommunen int, "firstTimeKommunen" int, gemeinden int, "medianHours" int, "p90Hours" int, minutes int)`;

const publishedCells = `
  select dimensions, codes, begins, ends, received from statistics_cell where year = $1`;
