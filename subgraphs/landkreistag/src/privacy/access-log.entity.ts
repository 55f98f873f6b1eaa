import { defineEntity, p } from '@mikro-orm/core';

const AccessLogSchema = defineEntity({
  name: 'AccessLog',
  tableName: 'access_log',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    at: p.datetime().defaultRaw('now()'),
    /** Who read, as in their token. */
    subject: p.text(),
    /** Key of the request for which they read; null where they named none. */
    request: p.uuid().nullable(),
    entity: p.text(),
    /** Of the advisor, or of the contact's member: a contact is gone once it is erased. */
    key: p.text(),
  },
  checks: [{ name: 'access_log_entity_check', expression: "entity in ('ADVISOR', 'CONTACT')" }],
});

/** That somebody read what is held of a person. Append-only. */
export class AccessLog extends AccessLogSchema.class {}
AccessLogSchema.setClass(AccessLog);
