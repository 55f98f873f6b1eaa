import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOptions } from '../database.ts';
import { openTestGraph, type TestGraph, today } from '../testing/test-graph.ts';
import { createRegisterCache } from './register.cache.ts';
import { createRegisterService } from './register.service.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

function sql<Row>(text: string): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test', text);
}

const nameOf = async (ags: string) => {
  const { data } = await graph.ask(`{ gemeinde(ags: "${ags}") { name } }`);
  return data.gemeinde?.name;
};

test('whatever changes a row shows at the next request', async () => {
  expect(await nameOf('08336010')).toBe('Böllen');

  await sql(`update kommune set name = 'Neu-Böllen' where ags = '08336010'`);

  expect(await nameOf('08336010')).toBe('Neu-Böllen');
});

test('a change that is rolled back shows nowhere', async () => {
  const rollback = graph.orm.em.fork().transactional(async (em) => {
    await select(em, 'test', `update kommune set name = 'Nirgends' where ags = '08336025'`);
    throw new Error('rolled back');
  });
  await expect(rollback).rejects.toThrow('rolled back');

  expect(await nameOf('08336025')).toBe('Fröhnd');
});

test('requests that come together read the register once', async () => {
  const cache = createRegisterCache();
  using queries = captureQueries();

  const snapshots = await Promise.all(Array.from({ length: 5 }, () => cache(graph.orm.em.fork())));

  expect(new Set(snapshots).size).toBe(1);
  expect(queries.filter((query) => query.includes('register.all'))).toHaveLength(1);
});

test('a failure to read is not kept', async () => {
  const cache = createRegisterCache();
  const closed = graph.orm.em.fork();
  await closed.begin();
  await select(closed, 'test', 'select 1 / 0').catch(() => undefined);
  await expect(cache(closed)).rejects.toThrow();
  await closed.rollback();

  expect((await cache(graph.orm.em.fork())).kommunen).toHaveLength(1_136);
});

test('before a register is loaded there are no Kommunen, and where it comes from cannot be said', async () => {
  await using database = await createTestDatabase('consultation');
  const orm = createOrm(databaseOptions(database.url));
  try {
    const cache = createRegisterCache();
    const register = createRegisterService({
      snapshot: () => cache(orm.em.fork()),
      findMemberKeys: async () => new Set(),
      today,
    });

    expect((await register.list({})).nodes).toEqual([]);
    expect(await register.findGemeinde('08336081')).toBeNull();
    await expect(register.describe()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  } finally {
    await orm.close();
  }
});
