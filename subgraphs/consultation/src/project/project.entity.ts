import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { Kommune } from '../register/kommune.entity.ts';
import { Topic } from '../topic/topic.entity.ts';

const ProjectSchema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    kommune: () => p.manyToOne(Kommune).joinColumn('kommune').mapToPk(),
    name: p.text(),
    quartier: p.text(),
    origin: p.text(),
    phase: p.text(),
    state: p.text(),
    /** Whether the Kommune consents that its public facts are shown to everybody. */
    published: p.boolean(),
    source: p.text(),
    startedOn: p.date(),
    /** Null while it is RUNNING. */
    endedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** Quartiersprojekt: the undertaking of a Kommune in a Quartier. */
export class Project extends ProjectSchema.class {}
ProjectSchema.setClass(Project);

const ProjectTopicSchema = defineEntity({
  name: 'ProjectTopic',
  tableName: 'project_topic',
  properties: {
    project: () => p.manyToOne(Project).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    topic: () =>
      p.manyToOne(Topic).joinColumn('topic').mapToPk().primary().updateRule('no action').deleteRule('no action'),
  },
});

export class ProjectTopic extends ProjectTopicSchema.class {}
ProjectTopicSchema.setClass(ProjectTopic);

const CaseProjectSchema = defineEntity({
  name: 'CaseProject',
  tableName: 'case_project',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    project: () => p.manyToOne(Project).mapToPk(),
    linkedAt: p.datetime(3),
    /** The subject of who linked them. */
    linkedBy: p.text(),
  },
});

/** Which project a case accompanies. Gone once the case is anonymous. */
export class CaseProject extends CaseProjectSchema.class {}
CaseProjectSchema.setClass(CaseProject);
