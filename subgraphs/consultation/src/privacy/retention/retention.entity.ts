import { defineEntity, p } from '@mikro-orm/core';
import type { BatchCounts, GroupCount, HeldBack } from './retention.types.ts';

const RetentionRunSchema = defineEntity({
  name: 'RetentionRun',
  tableName: 'retention_run',
  properties: {
    id: p.uuid().primary(),
    /** Nothing is changed. */
    rehearsal: p.boolean(),
    /** Subject of who started it, or `nightly`, or `command`. */
    startedBy: p.text(),
    startedAt: p.datetime(3),
    endedBefore: p.datetime(3),
    /** Both null while it runs, and for ever where it broke off. */
    heldBack: p.json().$type<readonly HeldBack[]>().nullable(),
    finishedAt: p.datetime(3).nullable(),
  },
});

/** One time that ended cases were made anonymous, or would have been. */
export class RetentionRun extends RetentionRunSchema.class {}
RetentionRunSchema.setClass(RetentionRun);

const RetentionBatchSchema = defineEntity({
  name: 'RetentionBatch',
  tableName: 'retention_batch',
  properties: {
    run: () => p.manyToOne(RetentionRun).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    number: p.integer().primary().autoincrement(false),
    at: p.datetime(3),
    counts: p.json().$type<BatchCounts>(),
    groups: p.json().$type<readonly GroupCount[]>(),
  },
});

/** What one transaction of a run did, written in that transaction. Append-only. */
export class RetentionBatch extends RetentionBatchSchema.class {}
RetentionBatchSchema.setClass(RetentionBatch);
