import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Kommune } from '../register/kommune.entity.ts';
import { Topic } from '../topic/topic.entity.ts';

const CaseSchema = defineEntity({
  name: 'ConsultationCase',
  tableName: 'consultation_case',
  properties: {
    id: p.uuid().primary(),
    /** To quote: 2026-00042. */
    number: p.text().unique(),
    status: p.text(),
    /** Whether somebody still works on it; follows from the status. */
    open: p
      .boolean()
      .$type<Opt<boolean>>()
      .generated(
        `((status = ANY (ARRAY['RECEIVED'::text, 'IN_TRIAGE'::text, 'ASSIGNED'::text, 'IN_CONSULTATION'::text, 'WAITING_FOR_INQUIRER'::text]))) stored`,
      ),
    version: p.integer().version(),
    source: p.text(),
    channel: p.text(),
    inquirerKind: p.text(),
    reach: p.text(),
    /** Whether the Kommune is told of an interested party's inquiry. */
    informKommune: p.boolean(),
    /** Why this association leads: German sentences. */
    reasons: p.array().columnType('text[]'),
    title: p.text(),
    /** The inquirer's own words. Null once anonymised. */
    concern: p.text().nullable(),
    quartier: p.text().nullable(),
    phase: p.text().nullable(),
    result: p.text().nullable(),
    /** Time spent. */
    minutes: p.integer().nullable(),
    /** The case that goes on instead of a DUPLICATE. */
    duplicateOf: () =>
      p.manyToOne(ConsultationCase).joinColumn('duplicate_of').mapToPk().deleteRule('no action').nullable(),
    /** Never changes; so lists of cases can be read in its order from the tables that repeat it. */
    receivedAt: p.datetime(3),
    assignedAt: p.datetime(3).nullable(),
    /** Set once and for ever. */
    firstAnsweredAt: p.datetime(3).nullable(),
    /** Working minutes of the office that led, from the receipt to the first answer; null before, and never changed. */
    firstAnswerWorkingMinutes: p.integer().nullable(),
    /** Until when there is to be a first answer. Null where there is one, and while the clock stands still. */
    firstAnswerDueAt: p.datetime(3).nullable(),
    dueAt: p.datetime(3).nullable(),
    /** When the clock looks at the case next; the database sets it to long ago whenever the case changes. */
    clockAt: p.datetime(3).nullable(),
    closedAt: p.datetime(3).nullable(),
    /** Words of title, concern and result, by which similar cases are found; follows from these. */
    words: p
      .text()
      .columnType('tsvector')
      .$type<Opt<string>>()
      .lazy()
      .generated(
        `((setweight(to_tsvector('german'::regconfig, title), 'A'::"char") || setweight(to_tsvector('german'::regconfig, COALESCE(concern, ''::text)), 'B'::"char")) || setweight(to_tsvector('german'::regconfig, COALESCE(result, ''::text)), 'C'::"char")) stored`,
      ),
  },
});

/** Beratungsfall. */
export class ConsultationCase extends CaseSchema.class {}
CaseSchema.setClass(ConsultationCase);

const CaseCounterSchema = defineEntity({
  name: 'CaseCounter',
  tableName: 'case_counter',
  properties: { year: p.smallint().primary().autoincrement(false), last: p.integer() },
});

/** The last number given out in a year. */
export class CaseCounter extends CaseCounterSchema.class {}
CaseCounterSchema.setClass(CaseCounter);

const CaseKommuneSchema = defineEntity({
  name: 'CaseKommune',
  tableName: 'case_kommune',
  properties: {
    caseId: p.uuid().primary(),
    kommune: () => p.manyToOne(Kommune).joinColumn('ags').mapToPk().primary(),
    /** The seat first, from 1. */
    position: p.smallint(),
    caseReceivedAt: p.datetime(3),
    caseOpen: p.boolean(),
  },
  uniques: [{ name: 'case_kommune_position_unique', properties: ['caseId', 'position'] }],
});

/** A Kommune that a case is about. */
export class CaseKommune extends CaseKommuneSchema.class {}
CaseKommuneSchema.setClass(CaseKommune);

const KommuneCaseCountSchema = defineEntity({
  name: 'KommuneCaseCount',
  tableName: 'kommune_case_count',
  properties: { id: p.bigint('string').primary().generated('identity'), ags: p.text(), count: p.integer() },
});

/** How many cases are about a Kommune: the sum of its rows. Triggers write them. */
export class KommuneCaseCount extends KommuneCaseCountSchema.class {}
KommuneCaseCountSchema.setClass(KommuneCaseCount);

const CaseTopicSchema = defineEntity({
  name: 'CaseTopic',
  tableName: 'case_topic',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    topic: () =>
      p.manyToOne(Topic).joinColumn('topic').mapToPk().primary().updateRule('no action').deleteRule('no action'),
  },
});

export class CaseTopic extends CaseTopicSchema.class {}
CaseTopicSchema.setClass(CaseTopic);

const CaseSupportSchema = defineEntity({
  name: 'CaseSupport',
  tableName: 'case_support',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    kind: p.text().primary(),
  },
});

export class CaseSupport extends CaseSupportSchema.class {}
CaseSupportSchema.setClass(CaseSupport);
