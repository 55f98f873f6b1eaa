import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from './case.entity.ts';

const TransitionSchema = defineEntity({
  name: 'Transition',
  tableName: 'transition',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    at: p.datetime(3),
    /** Null for the receipt. */
    fromStatus: p.text().nullable(),
    toStatus: p.text(),
    /** `system`, `inquirer`, or the subject of who did it. */
    actor: p.text(),
    reason: p.text().nullable(),
  },
});

/** A change of a case's status. Append-only: the database refuses to change or delete one. */
export class Transition extends TransitionSchema.class {}
TransitionSchema.setClass(Transition);

const TimelineEntrySchema = defineEntity({
  name: 'TimelineEntry',
  tableName: 'timeline_entry',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    at: p.datetime(3),
    kind: p.text(),
    visibility: p.text(),
    /** The association whose entry it is. Null for what the system wrote. */
    association: p.text().nullable(),
    /** Plain German. */
    text: p.text(),
  },
});

/** What people read of a case's history; written in the transaction of what it tells. */
export class TimelineEntry extends TimelineEntrySchema.class {}
TimelineEntrySchema.setClass(TimelineEntry);
