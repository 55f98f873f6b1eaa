import { defineEntity, p } from '@mikro-orm/core';
import { TimelineEntry } from './history.entity.ts';

const ParticipationSchema = defineEntity({
  name: 'Participation',
  tableName: 'participation',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    caseId: p.uuid(),
    association: p.text(),
    role: p.text(),
    state: p.text(),
    /** Key of the association's advisor. Null where the team has not named one. */
    advisorId: p.uuid().nullable(),
    /** When a lead was proposed; null for all other parts. */
    proposedAt: p.datetime(3).nullable(),
    /** In force from here; null for a lead that is proposed and not yet accepted. */
    fromAt: p.datetime(3).nullable(),
    /** Until when a request is to be answered; null where nothing is asked, and in triage, where nobody can answer. */
    answerDueAt: p.datetime(3).nullable(),
    /** Null while it is in force. */
    untilAt: p.datetime(3).nullable(),
    /** The entry of the timeline that tells why it ended. */
    endingEntry: () => p.manyToOne(TimelineEntry).mapToPk().nullable().deleteRule('no action'),
    caseReceivedAt: p.datetime(3),
    caseOpen: p.boolean(),
  },
});

/** Beteiligung: one association's part in a case. */
export class Participation extends ParticipationSchema.class {}
ParticipationSchema.setClass(Participation);
