import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { databaseOptions } from '../database.ts';
import { type CatchUp, catchUp } from '../directory/catch-up.ts';
import type { DirectorySource } from '../directory/directory.types.ts';

/** A copy of directories in a database of its own, with what tests ask of it. */
export type DirectoryCopy = Awaited<ReturnType<typeof openDirectoryCopy>>;

/** Opens one for a test file. */
export async function openDirectoryCopy() {
  const database = await createTestDatabase('consultation');
  const orm = createOrm(databaseOptions(database.url));
  const sql = <Row>(text: string): Promise<Row[]> => select<Row>(orm.em.fork(), 'test', text);
  const look = (source: DirectorySource) => catchUp(orm.em.fork(), source, AbortSignal.timeout(10_000));
  return {
    ...{ orm, sql, look },
    /** Looks until there is nothing more, as the follower does. */
    async lookUntilDone(source: DirectorySource): Promise<CatchUp> {
      for (let looks = 0; looks < 20; looks++) {
        const result = await look(source);
        if (result.kind !== 'MORE') return result;
      }
      throw new Error('there is always more');
    },
    /** Keys of all copied members. */
    async members(): Promise<string[]> {
      const rows = await sql<{ ags: string }>('select ags from directory_member order by ags');
      return rows.map(({ ags }) => ags);
    },
    async cursor(): Promise<{ seq: number; confirmed: boolean } | undefined> {
      const [row] = await sql<{ seq: number; confirmed: boolean }>(
        'select applied_seq::int as seq, confirmed_at is not null as confirmed from directory_cursor',
      );
      return row;
    },
    /** Forgets everything. */
    async clear(): Promise<void> {
      for (const table of ['directory_member', 'directory_advisor', 'directory_office', 'directory_cursor']) {
        await sql(`delete from ${table}`);
      }
    },
    /** Runs statements as the role that owns the tables: it may make triggers. */
    asOwner: (...statements: readonly string[]) => runAsOwner(database.ownerUrl, statements),
    async [Symbol.asyncDispose]() {
      await orm.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function runAsOwner(url: string, statements: readonly string[]): Promise<void> {
  const orm: Orm = createOrm(databaseOptions(url));
  try {
    for (const statement of statements) await select(orm.em.fork(), 'test', statement);
  } finally {
    await orm.close();
  }
}

/** As many different keys of Kommunen, in their order. */
export function keys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `08${String(100_000 + index)}`);
}
