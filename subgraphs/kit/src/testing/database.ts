import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test databases are made; provided by the run's global set-up. */
    testDatabases: string;
  }
}

/** A database of its own for one test file. Dispose of it and it is dropped. */
export interface TestDatabase extends AsyncDisposable {
  /** For the service's role: it reads and writes rows and cannot change the schema. */
  readonly url: string;
  /** For the role that owns the tables. */
  readonly ownerUrl: string;
}

/**
 * Makes a database as a copy of a template, in some 100 ms. The first one of a run also starts the server (about two seconds),
 * the first of its kind runs the migrations and seeds.
 *
 * @param kind `empty`, the name of a subgraph (its migrations have run), or that name with `+seeds`
 * @throws Error where there is no such kind, or its migrations fail
 */
export async function createTestDatabase(kind: string): Promise<TestDatabase> {
  const server = inject('testDatabases');
  const { name, url, ownerUrl } = await call<TestDatabase & { name: string }>('POST', `${server}/${kind}`);
  const drop = () => call('DELETE', `${server}/${name}`);
  return {
    url,
    ownerUrl,
    async [Symbol.asyncDispose]() {
      await drop();
    },
  };
}

async function call<Answer>(method: 'POST' | 'DELETE', url: string): Promise<Answer> {
  const response = await fetch(url, { method });
  if (!response.ok) throw new Error(`The test database could not be made or dropped:\n${await response.text()}`);
  return (await response.json()) as Answer;
}
