import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { TimelineEntry } from '../case/history.entity.ts';
import { Topic } from '../topic/topic.entity.ts';

const ContactSchema = defineEntity({
  name: 'Contact',
  tableName: 'contact',
  properties: {
    id: p.uuid().primary(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** Holds what was said, when, and who may read it. */
    entry: () => p.oneToOne(TimelineEntry).owner().mapToPk().unique('contact_entry_id_unique'),
    kind: p.text(),
    minutes: p.integer(),
    travelMinutes: p.integer(),
    /** Who recorded it. */
    advisorId: p.uuid().nullable(),
  },
});

/** Kontakt, as far as its entry in the timeline does not hold it. */
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);

const RecommendationSchema = defineEntity({
  name: 'Recommendation',
  tableName: 'recommendation',
  properties: {
    id: p.uuid().primary(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** Holds what is recommended, since when, and who may read it. */
    entry: () => p.oneToOne(TimelineEntry).owner().mapToPk().unique('recommendation_entry_id_unique'),
    state: p.text(),
    topic: () => p.manyToOne(Topic).joinColumn('topic').mapToPk().nullable().deleteRule('no action'),
    changedAt: p.datetime(3),
  },
});

/** Empfehlung, as far as its entry in the timeline does not hold it. */
export class Recommendation extends RecommendationSchema.class {}
RecommendationSchema.setClass(Recommendation);

const CommitmentSchema = defineEntity({
  name: 'Commitment',
  tableName: 'commitment',
  properties: {
    id: p.uuid().primary(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** Holds what is promised, by which association, and who may read it. */
    entry: () => p.oneToOne(TimelineEntry).owner().mapToPk().unique('commitment_entry_id_unique'),
    kind: p.text(),
    dueAt: p.datetime(3),
    state: p.text(),
    changedAt: p.datetime(3),
  },
});

/** Zusage oder Termin, as far as its entry in the timeline does not hold it. Who keeps it follows from the parts of the case. */
export class Commitment extends CommitmentSchema.class {}
CommitmentSchema.setClass(Commitment);

const FollowUpSchema = defineEntity({
  name: 'FollowUp',
  tableName: 'follow_up',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    follows: () => p.manyToOne(ConsultationCase).mapToPk(),
  },
});

/** Folgefall: which closed case a case follows. Gone once one of the two is anonymous. */
export class FollowUp extends FollowUpSchema.class {}
FollowUpSchema.setClass(FollowUp);

const CaseVersionSchema = defineEntity({
  name: 'CaseVersion',
  tableName: 'case_version',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    version: p.integer().primary(),
    /** The last entry of the timeline when this version was the newest. */
    lastEntryId: p.bigint('string').nullable(),
    facts: p.json(),
  },
});

/** What a case was in a version that is no longer the newest. Written by the database itself; append-only. */
export class CaseVersion extends CaseVersionSchema.class {}
CaseVersionSchema.setClass(CaseVersion);
