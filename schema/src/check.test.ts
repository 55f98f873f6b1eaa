import { parse, Source } from 'graphql';
import { expect, test } from 'vitest';
import { checkContract } from './check.ts';
import { generateContract } from './generated-files.ts';
import type { KnownOperation } from './operations.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const places = 'type Query { place: Place } type Place @key(fields: "ags") { ags: ID! name: String mayor: String }';
const members = 'type Place @key(fields: "ags") { ags: ID! since: String }';

const operations: KnownOperation[] = ['query One { place { name } }', 'query Two { place { mayor since } }'].map(
  (text, index) => ({
    name: index === 0 ? 'One' : 'Two',
    file: `operation-${index + 1}.graphql`,
    document: parse(new Source(text)),
  }),
);

function generate(sdl: string) {
  const contracts = Object.entries({ places: sdl, members }).map(([name, text]) => ({
    name,
    url: '',
    typeDefs: parse(`${link} ${text}`),
  }));
  return generateContract(contracts, operations);
}

const before = generate(places);
const committed = { api: before.apiSdl, plans: before.plans };

test('finds nothing to say about an unchanged contract except that these files are not the ones on the disk', () => {
  const { stale, ...rest } = checkContract(before, operations, committed);

  expect(stale).toEqual(['supergraph.graphql', 'api.graphql', 'plans.json'].map((file) => `schema/generated/${file}`));
  expect(rest).toEqual({ breaking: [], invalid: [], hints: [], dangerous: [], deprecated: [], plans: [] });
});

test('names a removed field, the operation that asks for it with its place, and that it has no plan any more', () => {
  const result = checkContract(generate(places.replace('mayor: String', '')), operations, committed);

  expect(result).toMatchObject({
    breaking: ['Place.mayor was removed.'],
    invalid: ['operation-2.graphql:1:21 Cannot query field "mayor" on type "Place".'],
    plans: ['Two: has no plan any more'],
  });
});

test('names operations that use something deprecated, which is no fault', () => {
  const result = checkContract(
    generate(places.replace('mayor: String', 'mayor: String @deprecated')),
    operations,
    committed,
  );

  expect(result.deprecated).toEqual([
    'operation-2.graphql:1:21 The field Place.mayor is deprecated. No longer supported',
  ]);
  expect(result).toMatchObject({ breaking: [], invalid: [], plans: [] });
});

test('tells when a field that moved to another owner makes an operation dearer', () => {
  const moved = [places.replace('name: String', ''), `${members.slice(0, -1)} name: String }`];
  const contracts = moved.map((text, index) => ({ name: `s${index}`, url: '', typeDefs: parse(`${link} ${text}`) }));
  const result = checkContract(generateContract(contracts, operations), operations, {
    api: before.apiSdl,
    plans: { One: { fetches: 1, depth: 1, subgraphs: ['s0'], steps: ['1. s0: query'] } },
  });

  expect(result.breaking).toEqual([]);
  expect(result.plans[0]).toBe('One: fetches 1, depth 1, subgraphs s0 → fetches 2, depth 2, subgraphs s0 s1');
});

test('compares with nothing where nothing was committed', () => {
  const result = checkContract(before, operations, { api: null, plans: null });

  expect(result).toMatchObject({ breaking: [], dangerous: [], plans: [] });
});
