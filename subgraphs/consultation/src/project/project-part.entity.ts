import { defineEntity, p } from '@mikro-orm/core';
import { TimelineEntry } from '../case/history.entity.ts';
import { Project } from './project.entity.ts';

const PhaseEntrySchema = defineEntity({
  name: 'PhaseEntry',
  tableName: 'phase_entry',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    project: () => p.manyToOne(Project).mapToPk(),
    at: p.datetime(3),
    phase: p.text(),
    /** The subject of who recorded it. */
    actor: p.text(),
    association: p.text().nullable(),
  },
});

/** When a project came into a phase. Append-only: the database refuses to change or delete one. */
export class PhaseEntry extends PhaseEntrySchema.class {}
PhaseEntrySchema.setClass(PhaseEntry);

const PhaseNoteSchema = defineEntity({
  name: 'PhaseNote',
  tableName: 'phase_note',
  properties: {
    phaseEntry: () => p.manyToOne(PhaseEntry).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    entry: () => p.manyToOne(TimelineEntry).mapToPk(),
  },
});

/** Which entry of a case's timeline says why. Gone once that case is anonymous. */
export class PhaseNote extends PhaseNoteSchema.class {}
PhaseNoteSchema.setClass(PhaseNote);

const MilestoneSchema = defineEntity({
  name: 'Milestone',
  tableName: 'milestone',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project).mapToPk(),
    title: p.text(),
    state: p.text(),
    plannedOn: p.date(),
    /** When it was reached or dropped; null while it is PLANNED. */
    settledOn: p.date().nullable(),
  },
});

/** Meilenstein. */
export class Milestone extends MilestoneSchema.class {}
MilestoneSchema.setClass(Milestone);

const LocalActorSchema = defineEntity({
  name: 'LocalActor',
  tableName: 'local_actor',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project).mapToPk(),
    /** Name of an organisation or initiative, never of a person. */
    name: p.text(),
    kind: p.text(),
    since: p.date(),
    until: p.date().nullable(),
  },
});

/** An organisation or civic initiative that takes part in a project. */
export class LocalActor extends LocalActorSchema.class {}
LocalActorSchema.setClass(LocalActor);
