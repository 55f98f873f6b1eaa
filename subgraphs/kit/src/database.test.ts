import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { createOrm, type EntityManager, select, selectOne } from './database.ts';
import { createTestDatabase } from './testing/database.ts';

// The ORM does not open without an entity.
const FactSchema = defineEntity({ name: 'Fact', properties: { id: p.integer().primary() } });
class Fact extends FactSchema.class {}
FactSchema.setClass(Fact);

async function withDatabase(run: (em: EntityManager) => Promise<void>): Promise<void> {
  await using database = await createTestDatabase('empty');
  const orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname, poolSize: 1 });
  try {
    await run(orm.em.fork());
  } finally {
    await orm.close();
  }
}

test('reads a moment as a date and a day as text', async () => {
  await withDatabase(async (em) => {
    const row = await selectOne(
      em,
      'test.types',
      `select timestamptz '2026-11-23 09:30:00.125+01' as moment, date '2026-11-23' as day, 7::bigint as long`,
    );
    expect(row).toEqual({ moment: new Date('2026-11-23T08:30:00.125Z'), day: '2026-11-23', long: '7' });
  });
});

test('prepares a statement once per connection, and only so many of them', async () => {
  await withDatabase(async (em) => {
    const prepared = async () => {
      const row = await selectOne<{ n: string }>(em, 'test.n', 'select count(*) as n from pg_prepared_statements');
      return Number(row?.n);
    };
    const before = await prepared();
    for (let call = 0; call < 3; call++) await select(em, 'test.repeated', 'select $1::int as answer', [call]);
    expect(await prepared()).toBe(before + 1);

    for (let variant = 0; variant < 600; variant++) await select(em, 'test.variant', `select ${variant} as answer`);
    expect(await prepared()).toBeLessThanOrEqual(500);
  });
});
