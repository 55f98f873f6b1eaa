import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
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
