import { selectOne } from '@gkz-qe/kit/database.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Role, Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

/*
 * Who sees what of which case, as `policy.ts` says: one table, and every way to a case. The viewer is of the Gemeindetag.
 */

const me = '5a3b1e00-0002-4000-8000-000000000001';
const colleague = '5a3b1e00-0002-4000-8000-000000000002';
const stranger = '5a3b1e00-0001-4000-8000-000000000001';
const ours = { association: 'GEMEINDETAG' } as const;
const theirs = { association: 'STAEDTETAG', advisorId: stranger } as const;

const table: [name: string, given: GivenCase, advisor: Sight, teamLead: Sight, coordinator: Sight][] = [
  ['just received', { status: 'RECEIVED' }, 'none', 'none', 'content'],
  ['in triage', { status: 'IN_TRIAGE' }, 'none', 'none', 'content'],
  [
    'in triage, ours are informed',
    { status: 'IN_TRIAGE', parts: [{ ...ours, role: 'INFORMED' }] },
    'header',
    'header',
    'content',
  ],
  ['led by me', { parts: [{ ...ours, advisorId: me }] }, 'content', 'content', 'content'],
  [
    'led by me, not accepted yet',
    { status: 'ASSIGNED', parts: [{ ...ours, advisorId: me, state: 'REQUESTED' }] },
    'content',
    'content',
    'content',
  ],
  ['led by me and closed', { status: 'CLOSED', parts: [{ ...ours, advisorId: me }] }, 'content', 'content', 'content'],
  ['led by a colleague', { parts: [{ ...ours, advisorId: colleague }] }, 'header', 'content', 'content'],
  ['led by our team', { status: 'ASSIGNED', parts: [{ ...ours, state: 'REQUESTED' }] }, 'header', 'content', 'content'],
  [
    'co-advised by me',
    { parts: [theirs, { ...ours, role: 'CO_ADVICE', advisorId: me }] },
    'content',
    'content',
    'content',
  ],
  [
    'co-advised by a colleague',
    { parts: [theirs, { ...ours, role: 'CO_ADVICE', advisorId: colleague }] },
    'header',
    'content',
    'content',
  ],
  ['of others, ours are informed', { parts: [theirs, { ...ours, role: 'INFORMED' }] }, 'header', 'header', 'header'],
  ['of others', { parts: [theirs] }, 'none', 'none', 'header'],
  ['of others and closed', { status: 'CLOSED', parts: [theirs] }, 'none', 'none', 'header'],
  ['once led by me', { parts: [theirs, { ...ours, advisorId: me, state: 'ENDED' }] }, 'none', 'none', 'header'],
  [
    'declined by me',
    { status: 'ASSIGNED', parts: [{ ...ours, advisorId: me, state: 'DECLINED' }] },
    'none',
    'none',
    'header',
  ],
  [
    'proposed to me',
    { parts: [theirs, { ...ours, advisorId: me, state: 'REQUESTED', proposed: true }] },
    'content',
    'content',
    'content',
  ],
  [
    'proposed to our team',
    { parts: [theirs, { ...ours, state: 'REQUESTED', proposed: true }] },
    'header',
    'content',
    'content',
  ],
];

type Sight = 'content' | 'header' | 'none';

const viewers: Record<'advisor' | 'team_lead' | 'coordinator', Partial<Viewer>> = {
  advisor: { subject: 's', roles: ['advisor'], association: 'gemeindetag', advisorId: me },
  team_lead: { subject: 's', roles: ['team_lead'], association: 'gemeindetag' },
  coordinator: { subject: 's', roles: ['coordinator'], association: 'gemeindetag' },
};

const header = ['id', 'number', 'status', 'version', 'receivedAt', 'reach', 'source'];
const content = [
  'title',
  'concern',
  'reasons',
  'quartier',
  'phase',
  'channel',
  'result',
  'minutes',
  'inquirerKind',
  'support',
];
const fields = `${header.join(' ')} concerns { ags } participations { role } dueAt firstAnsweredAt closedAt
  ${content.join(' ')} topics { code } inquirer { name email } timeline { text }`;

let graph: TestGraph;
const ids = new Map<string, string>();
beforeAll(async () => {
  graph = await openTestGraph();
  for (const [name, given] of table) {
    ids.set(name, await saveCase(graph.orm, { ...given, timeline: [{ text: 'Ein Eintrag.' }] }));
  }
});
afterAll(() => graph[Symbol.asyncDispose]());

async function numberOf(id: string): Promise<string | undefined> {
  const text = 'select number from consultation_case where id = $1::uuid';
  return (await selectOne<{ number: string }>(graph.orm.em.fork(), 'test', text, [id]))?.number;
}

/** Each way on which a viewer could come to a case. */
const ways: Record<string, (id: string, viewer: Partial<Viewer>) => Promise<Record<string, unknown> | null>> = {
  'by its key': async (id, viewer) => {
    const { data } = await graph.ask(`query ($id: ID!) { case(id: $id) { ${fields} } }`, { id }, asViewer(viewer));
    return data.case;
  },
  'by its number': async (id, viewer) => {
    const number = await numberOf(id);
    const query = `query ($number: ID!) { case(id: $number) { ${fields} } }`;
    const { data } = await graph.ask(query, { number }, asViewer(viewer));
    return data.case;
  },
  'as an entity': async (id, viewer) => {
    const representations = [{ __typename: 'Case', id }];
    const { data } = await graph.ask(entityQuery(`... on Case { ${fields} }`), { representations }, asViewer(viewer));
    return data._entities[0];
  },
  'in the list of all': async (id, viewer) => {
    const { data } = await graph.ask(`{ cases(first: 200) { nodes { ${fields} } } }`, {}, asViewer(viewer));
    return data.cases.nodes.find((node: { id: string }) => node.id === id) ?? null;
  },
  'through its Gemeinde': async (id, viewer) => {
    const query = `{ gemeinde(ags: "08336081") { cases(first: 200) { edges { node { ${fields} } } } } }`;
    const { data } = await graph.ask(query, {}, asViewer(viewer));
    return (
      data.gemeinde.cases.edges
        .map(({ node }: { node: { id: string } }) => node)
        .find((node: { id: string }) => node.id === id) ?? null
    );
  },
  'through a member': async (id, viewer) => {
    const representations = [{ __typename: 'GemeindetagMember', ags: '08336081' }];
    const query = entityQuery(`... on GemeindetagMember { cases(first: 200) { nodes { ${fields} } } }`);
    const { data } = await graph.ask(query, { representations }, asViewer(viewer));
    return data._entities[0].cases.nodes.find((node: { id: string }) => node.id === id) ?? null;
  },
};

function sightOf(row: Record<string, unknown> | null): Sight {
  if (row === null) return 'none';
  for (const field of [...header, 'concerns', 'participations']) expect(row[field], field).not.toBeNull();
  const parts = [...content, 'topics', 'inquirer', 'timeline'].map((field) => row[field] !== null);
  // All or nothing: half a content would be a leak or a loss.
  expect(new Set(parts).size).toBe(1);
  return parts[0] ? 'content' : 'header';
}

describe.each(Object.entries(ways))('%s', (_way, find) => {
  describe.each(table)('a case %s', (name, _given, advisor, teamLead, coordinator) => {
    test.each([
      ['advisor', advisor],
      ['team_lead', teamLead],
      ['coordinator', coordinator],
    ] as const)('shows a viewer with the role %s: %s', async (role, expected) => {
      expect(sightOf(await find(ids.get(name) ?? '', viewers[role]))).toBe(expected);
    });
  });
});

describe('nobody else sees a case', () => {
  const nobody: [string, Partial<Viewer>][] = [
    ['the public', {}],
    ...(['association_admin', 'analyst', 'privacy_officer'] satisfies Role[]).map((role): [string, Partial<Viewer>] => [
      role,
      { subject: 's', roles: [role], association: 'gemeindetag', advisorId: me },
    ]),
    ['an advisor of no association', { subject: 's', roles: ['advisor'], advisorId: me }],
    ['a team lead of an unknown association', { subject: 's', roles: ['team_lead'], association: 'feuerwehr' }],
    [
      'an advisor without a key, of what colleagues lead',
      { subject: 's', roles: ['advisor'], association: 'staedtetag' },
    ],
  ];

  test.each(nobody)('%s: none by key, in no list', async (_name, viewer) => {
    const id = ids.get('led by me') ?? '';
    const { data } = await graph.ask(`query ($id: ID!) { case(id: $id) { id } }`, { id }, asViewer(viewer));
    expect(data.case).toBeNull();
    const list = await graph.ask(
      '{ gemeinde(ags: "08336081") { cases { nodes { concern } totalCount } } }',
      {},
      asViewer(viewer),
    );
    const found = list.data.gemeinde.cases?.nodes ?? [];
    expect(found.filter(({ concern }: { concern: string | null }) => concern !== null)).toEqual([]);
  });

  test.each([
    ['UNAUTHENTICATED', {}],
    ['FORBIDDEN', { roles: ['analyst'] }],
    ['FORBIDDEN', { roles: ['association_admin'], association: 'gemeindetag' }],
  ] satisfies [string, Partial<Viewer>][])('and is told so: %s', async (code, viewer) => {
    const { errors } = await graph.ask('{ case(id: "x") { id } }', {}, asViewer(viewer));
    expect(errors).toMatchObject([{ code, path: 'case' }]);
  });
});

test('a case that may not be seen looks like one that is not there', async () => {
  const ask = (id: string) => graph.ask('query ($id: ID!) { case(id: $id) { id } }', { id }, asViewer(viewers.advisor));
  const unseen = await ask(ids.get('of others') ?? '');
  expect(unseen).toEqual({ data: { case: null }, errors: [] });
  for (const id of ['00000000-0000-4000-8000-000000000000', '2026-99999', 'nonsense', '', "'"])
    expect(await ask(id)).toEqual(unseen);
});

describe('what is not to be read is not to be found by it', () => {
  const numbersOf = async (filter: object, viewer: Partial<Viewer>) => {
    const query = 'query ($filter: CaseFilter) { cases(filter: $filter, first: 200) { totalCount nodes { id } } }';
    const { data, errors } = await graph.ask(query, { filter }, asViewer(viewer));
    expect(errors).toEqual([]);
    expect(data.cases.totalCount).toBe(data.cases.nodes.length);
    return data.cases.nodes.length;
  };
  const readable = (column: 2 | 3 | 4) => table.filter((row) => row[column] === 'content').length;

  test.each([
    ['advisor', 2],
    ['team_lead', 3],
    ['coordinator', 4],
  ] as const)('%s', async (role, column) => {
    for (const filter of [{ topic: ['PFL'] }, { phase: ['CONCEPT'] }]) {
      expect(await numbersOf(filter, viewers[role])).toBe(readable(column));
    }
    expect(await numbersOf({}, viewers[role])).toBe(table.filter((row) => row[column] !== 'none').length);
  });
});
