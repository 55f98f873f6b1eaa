import { defineEntity, p } from '@mikro-orm/core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrm, type Orm } from './database.ts';
import { appendRevisions, changesSince } from './revisions.ts';
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
  await owner.query(`create table revision (entity text not null, key text not null, version int not null,
    at timestamptz not null default now(), facts jsonb not null, touched text[] not null, primary key (entity, key, version))`);
  await owner.end();
  orm = createOrm({ url: database.url, entities: [Fact], migrations: import.meta.dirname });
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const record = (key: string, version: number, facts: object, touched: readonly string[] = []) =>
  orm.em
    .fork()
    .transactional((em) =>
      appendRevisions(em, 'test.append', `select 'thing', $1::text, $2::int, $3::jsonb, $4::text[]`, [
        key,
        version,
        JSON.stringify(facts),
        touched,
      ]),
    );

const since = (key: string, version: number) => changesSince(orm.em.fork(), 'thing', key, version);

test('tells what a fact was and what it is, over all versions between', async () => {
  await record('a', 1, { size: 1, open: true, list: ['x'], none: null, same: 'same' });
  await record('a', 2, { size: 2, open: false, list: ['x', 'y'], none: null, same: 'same' }, ['phone']);
  await record('a', 3, { size: 3, open: false, list: [], none: 'some', same: 'same' });

  expect(await since('a', 1)).toEqual([
    { fact: 'list', before: 'x', after: null },
    { fact: 'none', before: null, after: 'some' },
    { fact: 'open', before: 'true', after: 'false' },
    { fact: 'phone', before: null, after: null },
    { fact: 'size', before: '1', after: '3' },
  ]);
  expect((await since('a', 2)).map(({ fact }) => fact)).toEqual(['list', 'none', 'size']);
  expect(await since('a', 3)).toEqual([]);
});

test('what was there and back again has not changed', async () => {
  await record('b', 1, { size: 1 });
  await record('b', 2, { size: 2 });
  await record('b', 3, { size: 1 });

  expect(await since('b', 1)).toEqual([]);
});

test('compared with a version that is not on record, everything is new', async () => {
  await record('c', 4, { size: 1 });

  expect(await since('c', 0)).toEqual([{ fact: 'size', before: null, after: '1' }]);
});

test('keeps things apart', async () => {
  await record('d', 1, { size: 1 });

  expect(await since('e', 0)).toEqual([]);
  expect(await changesSince(orm.em.fork(), 'other', 'd', 0)).toEqual([]);
});

test('records nothing outside of the transaction that makes the version', async () => {
  await expect(appendRevisions(orm.em.fork(), 'test.append', 'select 1', [])).rejects.toThrow('in the transaction');
});
