import { createOrm } from '@gkz-qe/kit/database.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { expect, test } from 'vitest';
import { databaseOptions } from './database.ts';

test('entities and migrations describe the same tables', async () => {
  await using database = await createTestDatabase('landkreistag');
  const orm = createOrm(databaseOptions(database.ownerUrl));
  try {
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  } finally {
    await orm.close();
  }
});
