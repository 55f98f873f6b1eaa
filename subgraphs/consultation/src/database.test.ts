import { createOrm } from '@gkz-qe/kit/database.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { expect, test } from 'vitest';
import { databaseOptions } from './database.ts';

/** What migrations add on top and entities do not describe: checks, triggers and indexes. */
const guards =
  /^alter table "\w+" drop constraint "(?!\w+_(foreign|fkey|pkey|unique)")\w+"$|^drop (trigger|function) if exists |^drop index "/;

test('the migrated database has the tables, columns and references that the entities describe', async () => {
  await using database = await createTestDatabase('consultation');
  const orm = createOrm(databaseOptions(database.ownerUrl));
  try {
    const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    const statements = difference.split(/;\s*/).filter((statement) => statement !== '' && !guards.test(statement));
    expect(statements).toEqual([]);
  } finally {
    await orm.close();
  }
});
