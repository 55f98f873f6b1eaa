import { defineEntity, p } from '@mikro-orm/core';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createOrm, select } from './database.ts';
import { createTestDatabase } from './testing/database.ts';

const FactSchema = defineEntity({ name: 'Fact', properties: { id: p.integer().primary() } });
class Fact extends FactSchema.class {}
FactSchema.setClass(Fact);

test('transactions that lose their connection give their places in the pool back', async () => {
  await using database = await createTestDatabase('empty');
  const orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname, poolSize: 2 });
  const loseConnection = () =>
    orm.em.fork().transactional((em) => select(em, 'test.lose', 'select pg_terminate_backend(pg_backend_pid())'));

  for (let times = 0; times < 3; times++) {
    await expect(loseConnection()).rejects.toThrow('terminating connection');
  }

  expect(await select(orm.em.fork(), 'test.answer', 'select 42 as answer')).toEqual([{ answer: 42 }]);
  await orm.close();
});

test('transactions that cannot even begin give their places in the pool back, and do nothing outside of a transaction', async () => {
  await using database = await createTestDatabase('empty');
  const orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname, poolSize: 2 });
  const { query } = pg.Client.prototype;
  const lost = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    if (args[0] === 'begin') return Promise.reject(new Error('Connection terminated unexpectedly'));
    return Reflect.apply(query, this, args);
  });
  const done = vi.fn();
  const transact = () =>
    orm.em.fork().transactional(async (em) => {
      await select(em, 'test.write', 'select 1');
      done();
    });

  for (let times = 0; times < 3; times++) await expect(transact()).rejects.toThrow('not queryable');

  expect(done).not.toHaveBeenCalled();
  lost.mockRestore();
  expect(await select(orm.em.fork(), 'test.answer', 'select 42 as answer')).toEqual([{ answer: 42 }]);
  await orm.close();
});
