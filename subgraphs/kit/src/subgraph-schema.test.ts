import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSubgraphSchema } from './subgraph-schema.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'subgraph-schema-'));
  writeFileSync(
    join(folder, '0-link.graphql'),
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
     scalar Date`,
  );
  writeFileSync(
    join(folder, 'city.graphql'),
    'type City @key(fields: "id") { id: ID! founded: Date } type Query { city: City }',
  );
  writeFileSync(
    join(folder, 'mayor.graphql'),
    'extend type Query { mayor: String } extend type City { mayor: String }',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const cities = {
  Query: { city: () => ({ id: '1', founded: '1200-05-01' }) },
  City: { __resolveReference: async ({ id }: { id: string }) => ({ id }) },
};
const mayors = { Query: { mayor: () => 'Ada' }, City: { mayor: ({ id }: { id: string }) => `mayor of ${id}` } };

test('puts the files of a contract and the resolvers of its topics together', async () => {
  const schema = createSubgraphSchema(folder, [cities, mayors]);
  const { data, errors } = await graphql({
    schema,
    source: `{ mayor city { mayor founded } _entities(representations: [{ __typename: "City", id: "7" }]) { ... on City { mayor } } }`,
  });

  expect(errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(data))).toEqual({
    mayor: 'Ada',
    city: { mayor: 'mayor of 1', founded: '1200-05-01' },
    _entities: [{ mayor: 'mayor of 7' }],
  });
});

test('refuses two topics that resolve the same field', () => {
  expect(() => createSubgraphSchema(folder, [cities, mayors, { City: { mayor: () => 'me' } }])).toThrow(
    'City.mayor is resolved by two topics',
  );
});
