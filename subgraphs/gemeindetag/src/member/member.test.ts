import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from '../advisor/save-advisors.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const aidlingen = '08115001';
const bühl = '08216007';
const kehl = '08317057';
const böllen = '08336010';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: aidlingen, since: '1980-01-01', preferred: true }),
    memberState({ ags: bühl, status: 'DORMANT' }),
    memberState({ ags: kehl, until: '2026-11-22' }),
    memberState({
      ags: böllen,
      until: '2026-11-23',
      contacts: [{ name: 'Rathaus (Beispiel)', function: null, email: 'rathaus@beispiel.invalid', phone: null }],
    }),
  ]);
  await saveAdvisors(graph.orm.em.fork(), [
    advisorState({ name: 'Zoe Beispiel', members: [aidlingen, böllen] }),
    advisorState({ name: 'Anna Beispiel', members: [aidlingen] }),
    advisorState({ name: 'Bea Beispiel-Ausgeschieden', members: [aidlingen], active: false }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const member = (ags: unknown) => ({ __typename: 'GemeindetagMember', ags });

test('resolves many member references with one statement, unknown and malformed keys as null', async () => {
  const keys = [bühl, aidlingen, bühl, '08999999', 'nonsense', '8115001', "08'; drop table member", '', '0811500１'];
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on GemeindetagMember { ags status }'), {
    representations: keys.map(member),
  });

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { ags: bühl, status: 'DORMANT' },
    { ags: aidlingen, status: 'ACTIVE' },
    { ags: bühl, status: 'DORMANT' },
    ...Array(6).fill(null),
  ]);
  expect(queries).toHaveLength(1);
});

test('asks the database nothing where no key can be one', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on GemeindetagMember { ags }'), { representations: [member('x')] });

  expect(answer.data._entities).toEqual([null]);
  expect(queries).toEqual([]);
});

test('reads members and whoever looks after them with two statements, by name and without those who have left', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on GemeindetagMember { ags advisors { name } }'), {
    representations: [aidlingen, bühl, böllen].map(member),
  });

  expect(answer.data._entities).toEqual([
    { ags: aidlingen, advisors: [{ name: 'Anna Beispiel' }, { name: 'Zoe Beispiel' }] },
    { ags: bühl, advisors: [] },
    { ags: böllen, advisors: [{ name: 'Zoe Beispiel' }] },
  ]);
  expect(queries).toHaveLength(2);
});

test('a Gemeinde knows its membership; one that never had any has none', async () => {
  const answer = await graph.ask(entityQuery('... on Gemeinde { ags gemeindetagMember { since preferred } }'), {
    representations: [aidlingen, '08111000', 'nonsense'].map((ags) => ({ __typename: 'Gemeinde', ags })),
  });

  expect(answer).toEqual({
    data: {
      _entities: [
        { ags: aidlingen, gemeindetagMember: { since: '1980-01-01', preferred: true } },
        { ags: '08111000', gemeindetagMember: null },
        null,
      ],
    },
    errors: [],
  });
});

test('a membership counts until the end of its last day', async () => {
  const answer = await graph.ask(
    `{ yesterday: gemeindetagMember(ags: "${kehl}") { status until } today: gemeindetagMember(ags: "${böllen}") { status until } }`,
  );

  expect(answer.data).toEqual({
    yesterday: { status: 'ENDED', until: '2026-11-22' },
    today: { status: 'ACTIVE', until: '2026-11-23' },
  });
});

test('answers one member by key with the stub of its Kommune, and null for what is no key', async () => {
  const answer = await graph.ask(
    `{ aidlingen: gemeindetagMember(ags: "${aidlingen}") { kommune { __typename ags } source }
       none: gemeindetagMember(ags: "0811500") { ags }
       number: gemeindetagMember(ags: 8115001) { ags } }`,
  );

  expect(answer).toEqual({
    data: {
      aidlingen: { kommune: { __typename: 'Gemeinde', ags: aidlingen }, source: 'SAMPLE' },
      none: null,
      number: null,
    },
    errors: [],
  });
});

test('shows contacts to those who keep the members of this association, and to nobody else', async () => {
  const source = `{ gemeindetagMember(ags: "${böllen}") { status contacts { name email } } }`;
  const admin = (association: string) => asViewer({ roles: ['association_admin'], association });

  const own = await graph.ask(source, {}, admin('gemeindetag'));
  expect(own.data.gemeindetagMember.contacts).toEqual([
    { name: 'Rathaus (Beispiel)', email: 'rathaus@beispiel.invalid' },
  ]);
  for (const [caller, code] of [
    [admin('staedtetag'), 'FORBIDDEN'],
    [asViewer({ roles: ['advisor', 'coordinator', 'team_lead', 'analyst'], association: 'gemeindetag' }), 'FORBIDDEN'],
    [asViewer(), 'UNAUTHENTICATED'],
  ] as const) {
    const answer = await graph.ask(source, {}, caller);
    expect(answer.data.gemeindetagMember).toEqual({ status: 'ACTIVE', contacts: null });
    expect(answer.errors).toMatchObject([{ code, path: 'gemeindetagMember.contacts' }]);
  }
});
