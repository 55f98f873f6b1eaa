import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { Project } from '../project/project.entity.ts';

const IntroductionSchema = defineEntity({
  name: 'Introduction',
  tableName: 'introduction',
  properties: {
    id: p.uuid().primary(),
    askingCase: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** The project of the other Kommune. */
    project: () => p.manyToOne(Project).mapToPk(),
    requestedAt: p.datetime(3),
    requestedBy: p.text(),
    /** Without two consents by then nothing comes of it. */
    lapsesAt: p.datetime(3),
  },
});

/** The wish to bring the people of two Kommunen together. Gone once the case that asked is anonymous. */
export class Introduction extends IntroductionSchema.class {}
IntroductionSchema.setClass(Introduction);

const IntroductionAnswerSchema = defineEntity({
  name: 'IntroductionAnswer',
  tableName: 'introduction_answer',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    introduction: () => p.manyToOne(Introduction).mapToPk(),
    side: p.text(),
    consents: p.boolean(),
    /** Who asked in this case is the contact of this side. */
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    at: p.datetime(3),
    recordedBy: p.text(),
  },
});

/** What one side said; its last answer counts. Gone once its case is anonymous. */
export class IntroductionAnswer extends IntroductionAnswerSchema.class {}
IntroductionAnswerSchema.setClass(IntroductionAnswer);
