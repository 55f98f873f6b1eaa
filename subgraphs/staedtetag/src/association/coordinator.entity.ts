import { defineEntity, p } from '@mikro-orm/core';

const CoordinatorSchema = defineEntity({
  name: 'Coordinator',
  tableName: 'coordinator',
  properties: {
    id: p.uuid().primary(),
    name: p.text().collation('din_5007'),
    email: p.text().unique(),
    phone: p.text().nullable(),
    active: p.boolean(),
    source: p.enum(['SAMPLE', 'ASSOCIATION'] as const),
    version: p.integer().version().default(1),
  },
});

/** Who coordinates the centre: clears what routing leaves open. The Städtetag keeps the list for all three associations. */
export class Coordinator extends CoordinatorSchema.class {}
CoordinatorSchema.setClass(Coordinator);
