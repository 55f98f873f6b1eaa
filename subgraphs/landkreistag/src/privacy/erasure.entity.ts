import { defineEntity, p } from '@mikro-orm/core';

const ErasureSchema = defineEntity({
  name: 'Erasure',
  tableName: 'erasure',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime().defaultRaw('now()'),
    /** Who carried it out, as in their token. */
    subject: p.text(),
    /** Who approved it, as in their token. */
    approvedBy: p.text(),
    request: p.text(),
    contacts: p.integer(),
  },
  checks: [
    { name: 'erasure_contacts_check', expression: 'contacts > 0' },
    { name: 'erasure_two_persons', expression: 'approved_by <> subject' },
  ],
});

/** That contact data were erased. Of whom, nobody can tell any more. */
export class Erasure extends ErasureSchema.class {}
ErasureSchema.setClass(Erasure);
