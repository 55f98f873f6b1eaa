import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from '../advisor/save-advisors.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const aalen = '08136088';
const bühl = '08216007';
const kehl = '08317057';
const ulm = '08421000';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: aalen, since: '1980-01-01', preferred: true }),
    memberState({ ags: bühl, status: 'DORMANT' }),
    memberState({ ags: kehl, until: '2026-11-22' }),
    memberState({
      ags: ulm,
      until: '2026-11-23',
      contacts: [{ name: 'Rathaus (Beispiel)', function: null, email: 'rathaus@beispiel.invalid', phone: null }],
    }),
  ]);
  await saveAdvisors(graph.orm.em.fork(), [
    advisorState({ name: 'Zoe Beispiel', members: [aalen, ulm] }),
    advisorState({ name: 'Anna Beispiel', members: [aalen] }),
    advisorState({ name: 'Bea Beispiel-Ausgeschieden', members: [aalen], active: false }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const member = (ags: unknown) => ({ __typename: 'StaedtetagMember', ags });

test('resolves many member references with one statement, unknown and malformed keys as null', async () => {
  const keys = [bühl, aalen, bühl, '08999999', 'nonsense', '8136088', "08'; drop table member", '', '0813608８'];
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on StaedtetagMember { ags status }'), {
    representations: keys.map(member),
  });

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { ags: bühl, status: 'DORMANT' },
    { ags: aalen, status: 'ACTIVE' },
    { ags: bühl, status: 'DORMANT' },
    ...Array(6).fill(null),
  ]);
  expect(queries).toHaveLength(1);
});

test('asks the database nothing where no key can be one', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on StaedtetagMember { ags }'), { representations: [member('x')] });

  expect(answer.data._entities).toEqual([null]);
  expect(queries).toEqual([]);
});

test('reads members and whoever looks after them with two statements, by name and without those who have left', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on StaedtetagMember { ags advisors { name } }'), {
    representations: [aalen, bühl, ulm].map(member),
  });

  expect(answer.data._entities).toEqual([
    { ags: aalen, advisors: [{ name: 'Anna Beispiel' }, { name: 'Zoe Beispiel' }] },
    { ags: bühl, advisors: [] },
    { ags: ulm, advisors: [{ name: 'Zoe Beispiel' }] },
  ]);
  expect(queries).toHaveLength(2);
});

test('a Gemeinde knows its membership; one that never had any has none', async () => {
  const answer = await graph.ask(entityQuery('... on Gemeinde { ags staedtetagMember { since preferred } }'), {
    representations: [aalen, '08336010', 'nonsense'].map((ags) => ({ __typename: 'Gemeinde', ags })),
  });

  expect(answer).toEqual({
    data: {
      _entities: [
        { ags: aalen, staedtetagMember: { since: '1980-01-01', preferred: true } },
        { ags: '08336010', staedtetagMember: null },
        null,
      ],
    },
    errors: [],
  });
});

test('a membership counts until the end of its last day', async () => {
  const answer = await graph.ask(
    `{ yesterday: staedtetagMember(ags: "${kehl}") { status until } today: staedtetagMember(ags: "${ulm}") { status until } }`,
  );

  expect(answer.data).toEqual({
    yesterday: { status: 'ENDED', until: '2026-11-22' },
    today: { status: 'ACTIVE', until: '2026-11-23' },
  });
});

test('answers one member by key with the stub of its Kommune, and null for what is no key', async () => {
  const answer = await graph.ask(
    `{ aalen: staedtetagMember(ags: "${aalen}") { kommune { __typename ags } source }
       none: staedtetagMember(ags: "0813608") { ags }
       number: staedtetagMember(ags: 8136088) { ags } }`,
  );

  expect(answer).toEqual({
    data: { aalen: { kommune: { __typename: 'Gemeinde', ags: aalen }, source: 'SAMPLE' }, none: null, number: null },
    errors: [],
  });
});

test('shows contacts to those who keep the members of this association, and to nobody else', async () => {
  const source = `{ staedtetagMember(ags: "${ulm}") { status contacts { name email } } }`;
  const admin = (association: string) => asViewer({ roles: ['association_admin'], association });

  const own = await graph.ask(source, {}, admin('staedtetag'));
  expect(own.data.staedtetagMember.contacts).toEqual([
    { name: 'Rathaus (Beispiel)', email: 'rathaus@beispiel.invalid' },
  ]);
  for (const [caller, code] of [
    [admin('gemeindetag'), 'FORBIDDEN'],
    [asViewer({ roles: ['advisor', 'coordinator', 'team_lead', 'analyst'], association: 'staedtetag' }), 'FORBIDDEN'],
    [asViewer(), 'UNAUTHENTICATED'],
  ] as const) {
    const answer = await graph.ask(source, {}, caller);
    expect(answer.data.staedtetagMember).toEqual({ status: 'ACTIVE', contacts: null });
    expect(answer.errors).toMatchObject([{ code, path: 'staedtetagMember.contacts' }]);
  }
});
