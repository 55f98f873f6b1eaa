import { defineEntity, p } from '@mikro-orm/core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendChanges, changesAfter, inLoggedTransaction } from './change-log.ts';
import { createOrm, type EntityManager, type Orm } from './database.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';

const FactSchema = defineEntity({ name: 'Fact', properties: { id: p.integer().primary() } });
class Fact extends FactSchema.class {}
FactSchema.setClass(Fact);

let database: TestDatabase;
let orm: Orm;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`create table directory_change (
    seq bigint generated always as identity primary key, at timestamptz not null default now(), entry jsonb not null)`);
  await owner.end();
  orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname });
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const append = (em: EntityManager, ...names: string[]) =>
  appendChanges(em, 'test.append', `select jsonb_build_object('name', name) from unnest($1::text[]) as name`, [names]);

const read = async (after: string) => changesAfter<{ name: string }>(orm.em.fork(), after, 100);

test('who has seen an entry has been able to see all before it, however the writers overlap', async () => {
  const start = await lastSeq();
  const slow = Promise.withResolvers<void>();
  const slowHasWritten = Promise.withResolvers<void>();
  const first = inLoggedTransaction(orm.em.fork(), async (em) => {
    await append(em, 'slow');
    slowHasWritten.resolve();
    await slow.promise;
  });
  await slowHasWritten.promise;
  const second = inLoggedTransaction(orm.em.fork(), (em) => append(em, 'quick'));

  // The quick writer cannot overtake: nothing is to be seen before the slow one has committed.
  await waitUntilSomebodyWaits();
  expect(await read(start)).toEqual([]);
  slow.resolve();
  await Promise.all([first, second]);

  expect((await read(start)).map(({ entry }) => entry.name)).toEqual(['slow', 'quick']);
});

test('many writers at once leave every entry once, in growing order', async () => {
  const start = await lastSeq();
  const names = Array.from({ length: 30 }, (_, index) => `writer ${index}`);
  await Promise.all(names.map((name) => inLoggedTransaction(orm.em.fork(), (em) => append(em, name, `${name} again`))));

  const changes = await read(start);
  expect(changes.map(({ entry }) => entry.name).toSorted()).toEqual(
    names.flatMap((name) => [name, `${name} again`]).toSorted(),
  );
  // What one writer appends stands together and in its order.
  for (const name of names) {
    const index = changes.findIndex(({ entry }) => entry.name === name);
    expect(changes[index + 1]?.entry.name).toBe(`${name} again`);
  }
  const positions = changes.map(({ seq }) => BigInt(seq));
  expect(positions).toEqual(positions.toSorted((left, right) => (left < right ? -1 : 1)));
});

test('a writer that fails leaves no entry', async () => {
  const start = await lastSeq();
  const failing = inLoggedTransaction(orm.em.fork(), async (em) => {
    await append(em, 'never');
    throw new Error('no');
  });

  await expect(failing).rejects.toThrow('no');
  expect(await read(start)).toEqual([]);
});

test('nothing is logged outside a transaction', async () => {
  await expect(append(orm.em.fork(), 'alone')).rejects.toThrow('in the transaction');
});

async function lastSeq(): Promise<string> {
  return (await read('0')).at(-1)?.seq ?? '0';
}

async function waitUntilSomebodyWaits(): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await expect
      .poll(
        async () => (await owner.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).rowCount,
      )
      .toBe(1);
  } finally {
    await owner.end();
  }
}
