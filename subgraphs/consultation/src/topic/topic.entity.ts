import { defineEntity, p } from '@mikro-orm/core';

const TopicSchema = defineEntity({
  name: 'Topic',
  tableName: 'topic',
  properties: {
    code: p.text().primary(),
    position: p.smallint().unique(),
    label: p.text(),
    /** Second level: a proposal of the centre, not official. */
    subtopics: p.array().columnType('text[]'),
  },
});

/** Handlungsfeld: one of the official fields of action. */
export class Topic extends TopicSchema.class {}
TopicSchema.setClass(Topic);
