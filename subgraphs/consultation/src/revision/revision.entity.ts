import { defineEntity, p } from '@mikro-orm/core';

const RevisionSchema = defineEntity({
  name: 'Revision',
  tableName: 'revision',
  properties: {
    entity: p.text().primary(),
    key: p.text().primary(),
    version: p.integer().primary().autoincrement(false),
    at: p.datetime().defaultRaw('now()'),
    facts: p.json<object>(),
    touched: p.array().columnType('text[]'),
  },
});

/** What a project was in one version. It is appended by the kit's `appendRevisions` and never changed. */
export class Revision extends RevisionSchema.class {}
RevisionSchema.setClass(Revision);
