import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from '../advisor/save-advisors.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const böblingen = '08115';
const rastatt = '08216';
const ortenaukreis = '08317';
const albDonauKreis = '08425';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: böblingen, since: '1980-01-01' }),
    memberState({ ags: rastatt, status: 'DORMANT' }),
    memberState({ ags: ortenaukreis, until: '2026-11-22' }),
    memberState({
      ags: albDonauKreis,
      until: '2026-11-23',
      contacts: [
        { name: 'Landratsamt (Beispiel)', function: null, email: 'landratsamt@beispiel.invalid', phone: null },
      ],
    }),
  ]);
  await saveAdvisors(graph.orm.em.fork(), [
    advisorState({ name: 'Zoe Beispiel', members: [böblingen, albDonauKreis] }),
    advisorState({ name: 'Anna Beispiel', members: [böblingen] }),
    advisorState({ name: 'Bea Beispiel-Ausgeschieden', members: [böblingen], active: false }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const member = (ags: unknown) => ({ __typename: 'LandkreistagMember', ags });

test('resolves many member references with one statement, unknown and malformed keys as null', async () => {
  const keys = [rastatt, böblingen, rastatt, '08999', '08111', '8115', "08'; drop table member", '', '0811５'];
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on LandkreistagMember { ags status }'), {
    representations: keys.map(member),
  });

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { ags: rastatt, status: 'DORMANT' },
    { ags: böblingen, status: 'ACTIVE' },
    { ags: rastatt, status: 'DORMANT' },
    ...Array(6).fill(null),
  ]);
  expect(queries).toHaveLength(1);
});

test('asks the database nothing where no key can be one', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on LandkreistagMember { ags }'), { representations: [member('x')] });

  expect(answer.data._entities).toEqual([null]);
  expect(queries).toEqual([]);
});

test('reads members and whoever looks after them with two statements, by name and without those who have left', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on LandkreistagMember { ags advisors { name } }'), {
    representations: [böblingen, rastatt, albDonauKreis].map(member),
  });

  expect(answer.data._entities).toEqual([
    { ags: böblingen, advisors: [{ name: 'Anna Beispiel' }, { name: 'Zoe Beispiel' }] },
    { ags: rastatt, advisors: [] },
    { ags: albDonauKreis, advisors: [{ name: 'Zoe Beispiel' }] },
  ]);
  expect(queries).toHaveLength(2);
});

test('a Landkreis knows its membership; one that never had any has none, and a Stadtkreis is none', async () => {
  const answer = await graph.ask(entityQuery('... on Landkreis { ags landkreistagMember { since preferred } }'), {
    representations: [böblingen, '08336', '08111', 'nonsense'].map((ags) => ({ __typename: 'Landkreis', ags })),
  });

  expect(answer).toEqual({
    data: {
      _entities: [
        { ags: böblingen, landkreistagMember: { since: '1980-01-01', preferred: false } },
        { ags: '08336', landkreistagMember: null },
        null,
        null,
      ],
    },
    errors: [],
  });
});

test('a membership counts until the end of its last day', async () => {
  const answer = await graph.ask(
    `{ yesterday: landkreistagMember(ags: "${ortenaukreis}") { status until } today: landkreistagMember(ags: "${albDonauKreis}") { status until } }`,
  );

  expect(answer.data).toEqual({
    yesterday: { status: 'ENDED', until: '2026-11-22' },
    today: { status: 'ACTIVE', until: '2026-11-23' },
  });
});

test('answers one member by key with the stub of its Kommune, and null for what is no key', async () => {
  const answer = await graph.ask(
    `{ known: landkreistagMember(ags: "${böblingen}") { kommune { __typename ags } source }
       none: landkreistagMember(ags: "0811") { ags }
       number: landkreistagMember(ags: 8115) { ags } }`,
  );

  expect(answer).toEqual({
    data: {
      known: { kommune: { __typename: 'Landkreis', ags: böblingen }, source: 'SAMPLE' },
      none: null,
      number: null,
    },
    errors: [],
  });
});

test('shows contacts to those who keep the members of this association, and to nobody else', async () => {
  const source = `{ landkreistagMember(ags: "${albDonauKreis}") { status contacts { name email } } }`;
  const admin = (association: string) => asViewer({ roles: ['association_admin'], association });

  const own = await graph.ask(source, {}, admin('landkreistag'));
  expect(own.data.landkreistagMember.contacts).toEqual([
    { name: 'Landratsamt (Beispiel)', email: 'landratsamt@beispiel.invalid' },
  ]);
  for (const [caller, code] of [
    [admin('gemeindetag'), 'FORBIDDEN'],
    [asViewer({ roles: ['advisor', 'coordinator', 'team_lead', 'analyst'], association: 'landkreistag' }), 'FORBIDDEN'],
    [asViewer(), 'UNAUTHENTICATED'],
  ] as const) {
    const answer = await graph.ask(source, {}, caller);
    expect(answer.data.landkreistagMember).toEqual({ status: 'ACTIVE', contacts: null });
    expect(answer.errors).toMatchObject([{ code, path: 'landkreistagMember.contacts' }]);
  }
});
