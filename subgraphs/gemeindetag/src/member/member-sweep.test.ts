import { createOrm, type Orm } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, createTestGraph, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { createSchema } from '../schema.ts';

let database: TestDatabase;
let orm: Orm;
let ask: Ask;

beforeAll(async () => {
  database = await createTestDatabase('gemeindetag+seeds');
  orm = createOrm(databaseOptions(database.url));
  ask = createTestGraph({
    schema: createSchema(),
    createContext: (caller) => createContext({ orm, directorySecrets: [] }, caller),
  });
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

interface SweptMember {
  ags: string;
  kommune: { ags: string };
  advisors: { name: string; available: boolean }[];
}

test('sweeps over all 1,065 members, their Kreisverbände and advisors with one statement per table', async () => {
  using queries = captureQueries();

  const { data, errors } = await ask(`{ gemeindetag { members(first: 1500) { totalCount
    nodes { ags kommune { ags } kreisverband { name } advisors { name available } } } } }`);

  expect(errors).toEqual([]);
  const { totalCount, nodes } = data.gemeindetag.members as { totalCount: number; nodes: SweptMember[] };
  expect([totalCount, nodes.length]).toEqual([1065, 1065]);
  expect(nodes.every(({ ags, kommune }) => kommune.ags === ags)).toBe(true);
  expect(nodes.filter(({ advisors }) => advisors.length > 0).length).toBeGreaterThan(600);
  expect(nodes.some(({ advisors }) => advisors.some(({ available }) => !available))).toBe(true);
  // Members, Kreisverbände, advisors of members, absences. A page that holds all is its own count.
  expect(queries).toHaveLength(4);
});

test('answers 1,101 references to Gemeinden at once with two statements', async () => {
  const members = await ask('{ gemeindetag { members(first: 1500) { nodes { ags } } } }');
  const keys: string[] = members.data.gemeindetag.members.nodes.map((node: { ags: string }) => node.ags);
  const strangers = Array.from({ length: 36 }, (_, index) => `081110${String(index).padStart(2, '0')}`);
  using queries = captureQueries();

  const { data, errors } = await ask(
    entityQuery('... on Gemeinde { gemeindetagMember { status advisors { name } } }'),
    {
      representations: [...keys, ...strangers].map((ags) => ({ __typename: 'Gemeinde', ags })),
    },
  );

  expect(errors).toEqual([]);
  const found = data._entities.map((gemeinde: { gemeindetagMember: unknown }) => gemeinde.gemeindetagMember !== null);
  expect(found).toEqual([...keys.map(() => true), ...strangers.map(() => false)]);
  expect(queries).toHaveLength(2);
});
