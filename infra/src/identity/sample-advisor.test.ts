import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { associationNames } from '../parts.ts';
import { sampleAdvisorOf } from './sample-advisor.ts';

test.each(associationNames)(
  'the advisor of a development token is one of the sample advisors of the %s',
  async (name) => {
    await using database = await createTestDatabase(`${name}+seeds`);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const found = await client.query('select source from advisor where id = $1', [sampleAdvisorOf(name)]);
      expect(found.rows).toEqual([{ source: 'SAMPLE' }]);
    } finally {
      await client.end();
    }
  },
);
