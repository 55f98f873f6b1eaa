import { createOrm, type Orm } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { createSchema } from '../schema.ts';

/** The day on which every test of this subgraph takes place. */
export const today = '2026-11-23';

/** What a test shares with nobody but consultation. */
export const directorySecret = 'what consultation and this subgraph know in a test';

/** The subgraph without its server, over a migrated database of its own. */
export interface TestGraph extends AsyncDisposable {
  readonly ask: Ask;
  readonly orm: Orm;
  readonly database: TestDatabase;
  /** Names of all mutations of the contract, sorted. */
  readonly mutations: readonly string[];
}

/** Opens one for a test file. The database is empty but for what the migrations put there. */
export async function openTestGraph(): Promise<TestGraph> {
  const database = await createTestDatabase('landkreistag');
  const orm = createOrm(databaseOptions(database.url));
  const schema = createSchema();
  const sources = { orm, directorySecrets: [directorySecret] };
  const ask = createTestGraph({ schema, createContext: (caller) => createContext(sources, caller, today) });
  return {
    ask,
    orm,
    database,
    mutations: Object.keys(schema.getMutationType()?.getFields() ?? {}).sort(),
    async [Symbol.asyncDispose]() {
      await orm.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
