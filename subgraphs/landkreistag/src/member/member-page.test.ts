import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: '08437' }),
    memberState({ ags: '08115' }),
    memberState({ ags: '08417', status: 'DORMANT' }),
    memberState({ ags: '08415' }),
    memberState({ ags: '08317', status: 'ENDED', until: '2020-12-31' }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const page = `query ($first: Int, $after: String, $search: String, $status: [MembershipStatus!]) {
  landkreistag { members(first: $first, after: $after, search: $search, status: $status) {
    nodes { ags } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

async function keys(variables: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await graph.ask(page, variables);
  expect(errors).toEqual([]);
  return data.landkreistag.members.nodes.map((node: { ags: string }) => node.ags);
}

test('leads through all pages in the order of keys, each member once', async () => {
  const seen: string[] = [];
  const nexts: boolean[] = [];
  for (let after: string | null = null, more = true; more && seen.length < 10; ) {
    const { data } = await graph.ask(page, { first: 3, after });
    const { nodes, pageInfo } = data.landkreistag.members;
    seen.push(...nodes.map((node: { ags: string }) => node.ags));
    nexts.push(pageInfo.hasNextPage);
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }

  expect(seen).toEqual(['08115', '08415', '08417', '08437']);
  expect(nexts).toEqual([true, false]);
});

test('an edge carries the cursor behind which the next page begins', async () => {
  const { data } = await graph.ask('{ landkreistag { members(first: 2) { edges { cursor node { ags } } } } }');
  const [first] = data.landkreistag.members.edges;

  expect(first.node.ags).toBe('08115');
  expect(await keys({ first: 1, after: first.cursor })).toEqual(['08415']);
});

test('shows former members only where they are asked for', async () => {
  expect(await keys({ status: ['ENDED'] })).toEqual(['08317']);
  expect(await keys({ status: ['DORMANT', 'ENDED'] })).toEqual(['08317', '08417']);
  expect(await keys({ status: [] })).toHaveLength(4);
});

test('finds keys by their beginning', async () => {
  expect(await keys({ search: '0841' })).toEqual(['08415', '08417']);
  expect(await keys({ search: ' 08437 ' })).toEqual(['08437']);
  expect(await keys({ search: '09' })).toEqual([]);
});

test('counts only where the count is asked for, and then what the condition finds', async () => {
  using queries = captureQueries();

  await graph.ask('{ landkreistag { members(first: 1) { nodes { ags } } } }');
  expect(queries).toHaveLength(1);

  const counted = await graph.ask(
    '{ landkreistag { members(first: 0, search: "0841") { totalCount nodes { ags } pageInfo { hasNextPage startCursor } } } }',
  );
  expect(counted.data.landkreistag.members).toEqual({
    totalCount: 2,
    nodes: [],
    pageInfo: { hasNextPage: true, startCursor: null },
  });
  expect(queries).toHaveLength(3);
});

test.each([
  ['a negative size', { first: -1 }],
  ['a page beyond 1,500', { first: 1501 }],
  ['a malformed cursor', { after: 'rubbish' }],
  ['a cursor that holds no key', { after: Buffer.from('["x"]').toString('base64url') }],
  ['a cursor with a null byte', { after: Buffer.from('["08111\\u0000"]').toString('base64url') }],
  ['a search that is no key', { search: 'Reutlingen' }],
  ['a search with a null byte', { search: '08\0' }],
])('refuses %s with a code', async (_case, variables) => {
  const { errors } = await graph.ask(page, variables);

  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: 'landkreistag.members' }]);
});
