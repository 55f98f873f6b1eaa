import { defineEntity, p } from '@mikro-orm/core';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createOrm, select } from '../database.ts';
import { captureQueries } from './capture-queries.ts';
import { createTestDatabase } from './database.ts';

const FactSchema = defineEntity({ name: 'Fact', properties: { id: p.integer().primary() } });
class Fact extends FactSchema.class {}
FactSchema.setClass(Fact);

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('gives every caller a database of its own', async () => {
  await using one = await createTestDatabase('empty');
  await using other = await createTestDatabase('empty');
  await query(one.ownerUrl, 'create table fact (text text)');

  expect(await query(one.url, 'select * from fact')).toEqual([]);
  await expect(query(other.url, 'select * from fact')).rejects.toThrow('does not exist');
});

test('lets the service read and write what the owner made, and change nothing of its shape', async () => {
  await using database = await createTestDatabase('empty');
  await query(database.ownerUrl, 'create table fact (text text)');
  await query(database.url, `insert into fact values ('written')`);

  expect(await query(database.url, 'select text from fact')).toEqual([{ text: 'written' }]);
  await expect(query(database.url, 'drop table fact')).rejects.toThrow('must be owner');
});

test('drops the database when it is disposed of, even where somebody is still connected', async () => {
  const database = await createTestDatabase('empty');
  const client = new pg.Client({ connectionString: database.url });
  const lost = new Promise((resolve) => client.on('error', resolve));
  await client.connect();

  await database[Symbol.asyncDispose]();

  await lost;
  await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
});

test('says which databases there are where one is asked for that is not', async () => {
  await expect(createTestDatabase('emty')).rejects.toThrow('There is no test database "emty", only empty, ');
});

test('captures what the ORM and what bare SQL send, without what only keeps the transaction', async () => {
  await using database = await createTestDatabase('empty');
  const orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname });
  using queries = captureQueries();

  await orm.em.fork().transactional((em) => select(em, 'test.answer', 'select $1::int as answer', [42]));
  await query(database.url, 'select 2 as two');
  await orm.close();

  expect(queries).toEqual(['/* test.answer */ select $1::int as answer', 'select 2 as two']);
});

test('captures nothing once it is disposed of', async () => {
  await using database = await createTestDatabase('empty');
  const queries = captureQueries();
  queries[Symbol.dispose]();
  await query(database.url, 'select 2 as two');

  expect(queries).toEqual([]);
});
