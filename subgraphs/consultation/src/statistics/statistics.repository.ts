import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { Measures } from './release/measures.ts';
import { StatisticsQuery } from './statistics.entity.ts';
import type { Period } from './statistics.types.ts';

/** A published cell. */
export interface CellRow extends Measures, Period {
  /** Names of the dimensions, joined by commas, in the order of `dimensionNames`; `codes` likewise. */
  readonly dimensions: string;
  readonly codes: string;
  /** With which it was published. */
  readonly year: number;
}

/** Cells of tables that were published until a year, the oldest first. */
export type FindCells = (tables: readonly string[], until: number) => Promise<CellRow[]>;

/** A category that the database names. */
export interface LabelRow {
  readonly dimension: 'TOPIC' | 'REGIERUNGSBEZIRK' | 'REGION';
  readonly code: string;
  readonly label: string;
}

/** A question, as it is kept. */
export interface LogRow {
  readonly id: string;
  readonly at: Date;
  readonly subject: string;
  readonly dimensions: readonly StatisticsDimension[];
  readonly filters: readonly string[];
  readonly snapshot: string;
}

export type StatisticsRepository = ReturnType<typeof createStatisticsRepository>;

/** Reads what is published, and keeps who asked for it. Cases are out of its reach. */
export function createStatisticsRepository(em: EntityManager) {
  return {
    findCells: ((tables, until) =>
      select(em, 'statistics.cells', cellsOfTables, [tables, until])) satisfies FindCells as FindCells,

    /** What categories are called that are rows of this database, in their order. */
    findLabels: (): Promise<readonly LabelRow[]> => select(em, 'statistics.labels', labels),

    /** How many Städte and Gemeinden there are. */
    async countGemeinden(): Promise<number> {
      const [row] = await select<{ count: number }>(em, 'statistics.gemeinden', gemeinden);
      return row?.count ?? 0;
    },

    async log(question: Omit<LogRow, 'id'>): Promise<void> {
      const { dimensions, filters, ...facts } = question;
      await em.insert(StatisticsQuery, { ...facts, dimensions: [...dimensions], filters: [...filters] });
    },

    /** Newest first; up to one row more than the page has. */
    findLog(subject: string | null, { after, limit }: Page): Promise<LogRow[]> {
      return select(em, 'statistics.log', logPage, [subject, ...(after ?? [null, null]), limit + 1]);
    },

    async countLog(subject: string | null): Promise<number> {
      const text = 'select count(*)::int as count from statistics_query where $1::text is null or subject = $1';
      return (await select<{ count: number }>(em, 'statistics.countLog', text, [subject]))[0]?.count ?? 0;
    },
  };
}

const cellsOfTables = `
  select dimensions, codes, begins, ends, year::int as year, received, closed, joint, kommunen, first_time_kommunen as "firstTimeKommunen", gemeinden,
    median_hours as "medianHours", p90_hours as "p90Hours", minutes
  from statistics_cell
  where dimensions = any($1::text[]) and year <= $2
  order by begins, ends`;

const labels = `
  select 'TOPIC' as dimension, code, label from (select * from topic order by position) topics
  union all select 'REGIERUNGSBEZIRK', key, name from (select * from regierungsbezirk order by key) bezirke
  union all select 'REGION', key, name from (select * from region order by key) regionen`;

const gemeinden = `select count(*)::int as count from kommune where kind <> 'LANDKREIS' and valid_until is null`;

const logPage = `
  select id::text as id, at, subject, dimensions, filters, snapshot_id as snapshot from statistics_query
  where ($1::text is null or subject = $1) and ($2::timestamptz is null or (at, id) < ($2, $3::bigint))
  order by at desc, id desc limit $4`;
