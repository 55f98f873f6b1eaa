import { defineEntity, p } from '@mikro-orm/core';
import type { YearFacts } from './release/year-facts.ts';

const ReleaseSchema = defineEntity({
  name: 'StatisticsRelease',
  tableName: 'statistics_release',
  properties: { year: p.smallint().primary().autoincrement(false), releasedAt: p.datetime(3) },
});

/** A year whose figures have been made, once and for ever. */
export class StatisticsRelease extends ReleaseSchema.class {}
ReleaseSchema.setClass(StatisticsRelease);

const releaseOf = () => p.manyToOne(StatisticsRelease).mapToPk().updateRule('no action').deleteRule('no action');

const YearSchema = defineEntity({
  name: 'StatisticsYear',
  tableName: 'statistics_year',
  properties: {
    year: () => releaseOf().joinColumn('year').primary(),
    /** Whether something of it comes from sample data. */
    sample: p.boolean(),
    facts: p.json<YearFacts>(),
  },
});

/** What a year's report says besides its cells. */
export class StatisticsYear extends YearSchema.class {}
YearSchema.setClass(StatisticsYear);

const SnapshotSchema = defineEntity({
  name: 'StatisticsSnapshot',
  tableName: 'statistics_snapshot',
  properties: {
    id: p.uuid().primary(),
    takenAt: p.datetime(3),
    takenBy: p.text(),
    /** Null where no year is published yet. */
    lastYear: () => releaseOf().joinColumn('last_year').nullable(),
  },
});

/** Stand der Statistik: which years it shows. */
export class StatisticsSnapshot extends SnapshotSchema.class {}
SnapshotSchema.setClass(StatisticsSnapshot);

const CellSchema = defineEntity({
  name: 'StatisticsCell',
  tableName: 'statistics_cell',
  properties: {
    /** Names of none, one or two dimensions, joined by commas in the order of `dimensions.ts`; `codes` likewise. */
    dimensions: p.text().primary(),
    begins: p.date().primary(),
    ends: p.date().primary(),
    codes: p.text().primary(),
    year: () => releaseOf().joinColumn('year'),
    /** Null for a cell that must not show; then all is null. */
    received: p.integer().nullable(),
    closed: p.integer().nullable(),
    joint: p.integer().nullable(),
    kommunen: p.integer().nullable(),
    firstTimeKommunen: p.integer().nullable(),
    gemeinden: p.integer().nullable(),
    medianHours: p.integer().nullable(),
    p90Hours: p.integer().name('p90_hours').nullable(),
    minutes: p.integer().nullable(),
  },
});

/** A published cell, already protected. */
export class StatisticsCell extends CellSchema.class {}
CellSchema.setClass(StatisticsCell);

const FactSchema = defineEntity({
  name: 'StatisticsFact',
  tableName: 'statistics_fact',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    year: p.smallint(),
    quarter: p.smallint(),
    ags: p.text(),
    association: p.text(),
    regierungsbezirk: p.text(),
    region: p.text(),
    kommuneKind: p.text(),
    sizeClass: p.text(),
    topic: p.array().columnType('text[]'),
    phase: p.text(),
    support: p.array().columnType('text[]'),
    inquirerKind: p.text(),
    channel: p.text(),
    closed: p.boolean(),
    joint: p.boolean(),
    firstTime: p.boolean(),
    minutes: p.integer(),
    answerMinutes: p.integer().nullable(),
  },
});

/** A case as figures know it: unprotected, and nobody's but the maker's of figures. */
export class StatisticsFact extends FactSchema.class {}
FactSchema.setClass(StatisticsFact);

const QuerySchema = defineEntity({
  name: 'StatisticsQuery',
  tableName: 'statistics_query',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    at: p.datetime(3),
    subject: p.text(),
    dimensions: p.array().columnType('text[]'),
    filters: p.array().columnType('text[]'),
    snapshot: () => p.manyToOne(StatisticsSnapshot).mapToPk().updateRule('no action').deleteRule('no action'),
  },
});

/** A question to the statistics. Append-only. */
export class StatisticsQuery extends QuerySchema.class {}
QuerySchema.setClass(StatisticsQuery);
