import { createOrm, type Orm } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import { seedRegister } from '../../seeds/register.seed.ts';
import { seedTopics } from '../../seeds/topics.seed.ts';
import { createContext, type Sources } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { createRegisterCache } from '../register/register.cache.ts';
import { createSchema } from '../schema.ts';
import { createPublishedTables } from '../statistics/published-tables.ts';

/** The day on which every test of this subgraph takes place. */
export const today = '2026-11-23';

/** The subgraph without its server, over a database of its own that holds the register, the fields of action and nothing else. */
export interface TestGraph extends AsyncDisposable {
  readonly ask: Ask;
  readonly orm: Orm;
  readonly database: TestDatabase;
}

/** What each association shares with consultation in a test. */
export const directorySecrets = {
  STAEDTETAG: 'what staedtetag and consultation know in a test',
  GEMEINDETAG: 'what gemeindetag and consultation know in a test',
  LANDKREISTAG: 'what landkreistag and consultation know in a test',
};

export function createTestSources(orm: Orm): Sources {
  return { orm, register: createRegisterCache(), publishedTables: createPublishedTables(), directorySecrets };
}

/** Opens one for a test file. */
export async function openTestGraph(): Promise<TestGraph> {
  const database = await createTestDatabase('consultation');
  const orm = createOrm(databaseOptions(database.url));
  await orm.em.fork().transactional(async (em) => {
    await seedRegister(em);
    await seedTopics(em);
  });
  const sources = createTestSources(orm);
  const ask = createTestGraph({
    schema: createSchema(),
    createContext: (caller) => createContext(sources, caller, today),
  });
  return {
    ask,
    orm,
    database,
    async [Symbol.asyncDispose]() {
      await orm.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
