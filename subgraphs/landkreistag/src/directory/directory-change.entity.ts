import { defineEntity, p } from '@mikro-orm/core';

const DirectoryChangeSchema = defineEntity({
  name: 'DirectoryChange',
  tableName: 'directory_change',
  properties: {
    seq: p.bigint('string').primary().generated('identity'),
    at: p.datetime().defaultRaw('now()'),
    entry: p.json<object>(),
  },
  checks: [
    {
      name: 'directory_change_entry_check',
      expression: `num_nonnulls(entry -> 'member', entry -> 'advisor', entry -> 'office') = 1`,
    },
  ],
});

/** An entry of the change log. It is appended by the kit's `appendChanges` and never changed: the table itself refuses that. */
export class DirectoryChange extends DirectoryChangeSchema.class {}
DirectoryChangeSchema.setClass(DirectoryChange);
