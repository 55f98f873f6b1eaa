import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { composeContract } from './composition.ts';
import { describePlanChanges, type PlanSummary, summarisePlans } from './plans.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const { supergraphSdl } = composeContract(
  Object.entries({
    cases: `type Query { case: Case } type Case { id: ID! about: Place } type Place @key(fields: "ags") { ags: ID! }`,
    places: `type Place @key(fields: "ags") { ags: ID! name: String member: Member } type Member @key(fields: "ags") { ags: ID! }`,
    members: `type Member @key(fields: "ags") { ags: ID! since: String } type Place @key(fields: "ags") { ags: ID! mayor: String }`,
  }).map(([name, sdl]) => ({ name, url: '', typeDefs: parse(`${link} ${sdl}`) })),
);

function plan(operation: string): PlanSummary | undefined {
  return summarisePlans(supergraphSdl, [{ name: 'Page', file: 'page.graphql', document: parse(operation) }]).Page;
}

test('counts calls and round trips, and names each call with its place', () => {
  expect(plan('query Page { case { id about { name mayor member { since } } } }')).toEqual({
    fetches: 4,
    depth: 3,
    subgraphs: ['cases', 'members', 'places'],
    steps: [
      '1. cases: query',
      '2. members: Place at case.about',
      '2. places: Place at case.about',
      '3. members: Member at case.about.member',
    ],
  });
});

test('an operation that one subgraph answers alone is one call', () => {
  expect(plan('query Page { case { id about { ags } } }')).toMatchObject({
    fetches: 1,
    depth: 1,
    subgraphs: ['cases'],
  });
});

test('counts both branches of a condition', () => {
  const conditional = plan('query Page($all: Boolean!) { case { id about @include(if: $all) { name } } }');

  expect(conditional).toMatchObject({ fetches: 2, depth: 2 });
});

test('tells changed, new and gone operations, and says nothing of the others', () => {
  const cheap = { fetches: 1, depth: 1, subgraphs: ['cases'], steps: ['1. cases: query'] };
  const dear = { fetches: 3, depth: 2, subgraphs: ['cases', 'places'], steps: [] };
  const other = { ...cheap, steps: ['1. cases: mutation'] };

  expect(
    describePlanChanges(
      { Dearer: cheap, Gone: cheap, Same: cheap, Other: cheap },
      { Dearer: dear, Fresh: cheap, Same: cheap, Other: other },
    ),
  ).toEqual([
    'Dearer: fetches 1, depth 1, subgraphs cases → fetches 3, depth 2, subgraphs cases places',
    'Fresh: new, fetches 1, depth 1, subgraphs cases',
    'Gone: has no plan any more',
    'Other: fetches 1, depth 1, subgraphs cases as before, but other calls',
  ]);
});
