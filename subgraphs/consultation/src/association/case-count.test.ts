import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

const anna = '5a3b1e00-0002-4000-8000-000000000001';
const bela = '5a3b1e00-0002-4000-8000-000000000002';
const carl = '5a3b1e00-0001-4000-8000-000000000001';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  const ledBy = (association: 'GEMEINDETAG' | 'STAEDTETAG', advisorId: string) => ({ association, advisorId });
  await saveCase(graph.orm, { parts: [ledBy('GEMEINDETAG', anna)] });
  await saveCase(graph.orm, { parts: [ledBy('GEMEINDETAG', anna)], kommunen: ['08336081', '08336'] });
  await saveCase(graph.orm, { status: 'CLOSED', parts: [ledBy('GEMEINDETAG', anna)] });
  await saveCase(graph.orm, { parts: [{ ...ledBy('GEMEINDETAG', bela), state: 'DECLINED' }] });
  await saveCase(graph.orm, {
    ...{ status: 'ASSIGNED', kommunen: ['08111000'] },
    parts: [ledBy('STAEDTETAG', carl), { ...ledBy('GEMEINDETAG', bela), role: 'CO_ADVICE' }],
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

const representations = [
  { __typename: 'GemeindetagMember', ags: '08336081' },
  { __typename: 'StaedtetagMember', ags: '08336081' },
  { __typename: 'StaedtetagMember', ags: '08111000' },
  { __typename: 'LandkreistagMember', ags: '08336' },
  { __typename: 'GemeindetagMember', ags: '08115001' },
  { __typename: 'GemeindetagAdvisor', id: anna },
  { __typename: 'GemeindetagAdvisor', id: bela },
  { __typename: 'StaedtetagAdvisor', id: carl },
  { __typename: 'Gemeindetag', code: 'GEMEINDETAG' },
  { __typename: 'Staedtetag', code: 'STAEDTETAG' },
];
const query = entityQuery(`
  ... on StaedtetagMember { caseCount } ... on GemeindetagMember { caseCount } ... on LandkreistagMember { caseCount }
  ... on StaedtetagAdvisor { openCaseCount } ... on GemeindetagAdvisor { openCaseCount }
  ... on Staedtetag { openCaseCount } ... on Gemeindetag { openCaseCount }`);

async function count(viewer: Partial<Viewer>) {
  const { data, errors } = await graph.ask(query, { representations }, asViewer(viewer));
  expect(errors).toEqual([]);
  return data._entities.map((row: Record<string, number>) => Object.values(row)[0]);
}

describe('counts of cases', () => {
  const all = [4, 4, 1, 1, 0, 2, 0, 1, 2, 1];
  const ofGemeindetag = [4, null, null, null, 0, 2, 0, null, 2, null];

  test('are all known to coordinators: cases ever of a member, open ones that advisors and associations lead', async () => {
    expect(await count({ roles: ['coordinator'] })).toEqual(all);
  });

  test.each(['advisor', 'team_lead'] as const)(
    'of the own association alone are known to the role %s',
    async (role) => {
      expect(await count({ roles: [role], association: 'gemeindetag' })).toEqual(ofGemeindetag);
      expect(await count({ roles: [role] })).toEqual(all.map(() => null));
    },
  );

  test.each([
    ['the public', {}],
    ['analysts', { roles: ['analyst'], association: 'gemeindetag' }],
    ['association admins', { roles: ['association_admin'], association: 'gemeindetag' }],
    ['privacy officers', { roles: ['privacy_officer'], association: 'gemeindetag' }],
  ] satisfies [string, Partial<Viewer>][])('are not known to %s', async (_name, viewer) => {
    expect(await count(viewer)).toEqual(all.map(() => null));
  });

  test('are asked of the database once for each kind of key', async () => {
    using queries = captureQueries();
    await count({ roles: ['coordinator'] });
    expect(queries).toHaveLength(3);
  });

  test('of 1,301 members are one statement', async () => {
    const { data } = await graph.ask('{ kommunen(first: 200) { nodes { ags __typename } } }');
    const members = data.kommunen.nodes.flatMap(({ ags, __typename }: { ags: string; __typename: string }) =>
      __typename === 'Gemeinde'
        ? Array.from({ length: 7 }, (_, index) => ({
            __typename: index % 2 ? 'StaedtetagMember' : 'GemeindetagMember',
            ags,
          }))
        : [{ __typename: 'LandkreistagMember', ags }],
    );
    using queries = captureQueries();
    const answer = await graph.ask(query, { representations: members }, asViewer({ roles: ['coordinator'] }));
    expect(members.length).toBeGreaterThan(1_200);
    expect(answer.data._entities).toHaveLength(members.length);
    expect(queries).toHaveLength(1);
  });
});

describe('references', () => {
  test('of members, advisors and associations are answered in their order, malformed ones with null', async () => {
    const { data } = await graph.ask(
      entityQuery(
        '... on StaedtetagMember { ags } ... on LandkreistagMember { ags } ... on StaedtetagAdvisor { id } ... on Staedtetag { code }',
      ),
      {
        representations: [
          { __typename: 'StaedtetagMember', ags: '08111000' },
          { __typename: 'StaedtetagMember', ags: '08226' },
          { __typename: 'LandkreistagMember', ags: '08226' },
          { __typename: 'StaedtetagAdvisor', id: 'nonsense' },
          { __typename: 'StaedtetagAdvisor', id: carl },
          { __typename: 'Staedtetag', code: 'GEMEINDETAG' },
          { __typename: 'Staedtetag', code: 'STAEDTETAG' },
        ],
      },
    );
    expect(data._entities).toEqual([
      { ags: '08111000' },
      null,
      { ags: '08226' },
      null,
      { id: carl },
      null,
      { code: 'STAEDTETAG' },
    ]);
  });

  test('the three associations are known without the database', async () => {
    using queries = captureQueries();
    const { data } = await graph.ask('{ associations { __typename code openCaseCount } }');
    expect(data.associations).toEqual([
      { __typename: 'Staedtetag', code: 'STAEDTETAG', openCaseCount: null },
      { __typename: 'Gemeindetag', code: 'GEMEINDETAG', openCaseCount: null },
      { __typename: 'Landkreistag', code: 'LANDKREISTAG', openCaseCount: null },
    ]);
    expect(queries).toHaveLength(0);
  });
});
