import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

const me = '5a3b1e00-0002-4000-8000-000000000001';
const coordinator: Partial<Viewer> = { subject: 's', roles: ['coordinator'], association: 'staedtetag' };
const advisor: Partial<Viewer> = { subject: 's', roles: ['advisor'], association: 'gemeindetag', advisorId: me };

let graph: TestGraph;
const names = new Map<string, string>();
beforeAll(async () => {
  graph = await openTestGraph();
  const save = async (name: string, given: Parameters<typeof saveCase>[1]) =>
    names.set(await saveCase(graph.orm, given), name);
  await save('triage', {
    status: 'IN_TRIAGE',
    receivedAt: '2026-11-20T09:00:00Z',
    dueAt: '2026-11-24T09:00:00Z',
    topics: ['DIG'],
  });
  await save('mine', {
    ...{ status: 'ASSIGNED', receivedAt: '2026-11-10T09:00:00Z', dueAt: '2026-11-12T09:00:00Z' },
    parts: [
      { association: 'GEMEINDETAG', advisorId: me },
      { association: 'STAEDTETAG', role: 'INFORMED' },
    ],
  });
  await save('joint', {
    ...{ receivedAt: '2026-10-01T22:30:00Z', kommunen: ['08336081', '08336010', '08336'], topics: ['PFL', 'DIG'] },
    parts: [{ association: 'STAEDTETAG' }, { association: 'GEMEINDETAG', role: 'CO_ADVICE', advisorId: me }],
    ...{ phase: 'FUNDING' as const },
  });
  await save('waiting', {
    status: 'WAITING_FOR_INQUIRER',
    receivedAt: '2026-10-01T09:00:00Z',
    parts: [{ association: 'STAEDTETAG' }],
  });
  await save('closed', {
    status: 'CLOSED',
    receivedAt: '2020-02-29T12:00:00Z',
    kommunen: ['08111000'],
    parts: [{ association: 'GEMEINDETAG', advisorId: me }],
  });
  await save('landkreis', {
    status: 'CLOSED',
    receivedAt: '2019-01-01T00:00:00Z',
    kommunen: ['08226'],
    parts: [{ association: 'LANDKREISTAG' }],
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

const list = `query ($filter: CaseFilter, $orderBy: CaseOrder, $first: Int, $after: String) {
  cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

const nameAll = (nodes: readonly { id: string }[]) => nodes.map(({ id }) => names.get(id));

async function find(filter: object, viewer = coordinator) {
  const { data, errors } = await graph.ask(list, { filter }, asViewer(viewer));
  expect(errors).toEqual([]);
  expect(data.cases.totalCount).toBe(data.cases.nodes.length);
  return nameAll(data.cases.nodes);
}

describe('a filter', () => {
  test.each([
    ['nothing', {}, ['triage', 'mine', 'joint', 'waiting', 'closed', 'landkreis']],
    ['a status', { status: ['IN_TRIAGE'] }, ['triage']],
    ['open and closed statuses', { status: ['CLOSED', 'ASSIGNED'] }, ['mine', 'closed', 'landkreis']],
    ['no status at all', { status: [] }, []],
    ['an association, as lead', { association: ['GEMEINDETAG'] }, ['mine', 'closed']],
    ['an association in a role', { association: ['GEMEINDETAG'], role: ['CO_ADVICE'] }, ['joint']],
    [
      'associations in any of two roles',
      { association: ['STAEDTETAG', 'LANDKREISTAG'], role: ['LEAD', 'INFORMED'] },
      ['mine', 'joint', 'waiting', 'landkreis'],
    ],
    ['a Gemeinde', { kommune: ['08336010'] }, ['joint']],
    ['a Landkreis, which is not its Gemeinden', { kommune: ['08336'] }, ['joint']],
    ['a Stadtkreis by the key of its Kreis', { kommune: ['08111'] }, ['closed']],
    ['a Gemeinde without cases', { kommune: ['08115001'] }, []],
    ['two Kommunen of one case, once', { kommune: ['08336010', '08336'] }, ['joint']],
    ['a topic whose content may be read', { topic: ['DIG'] }, ['triage', 'joint']],
    ['a phase', { phase: ['FUNDING'] }, ['joint']],
    ['a first day', { receivedFrom: '2026-11-10' }, ['triage', 'mine']],
    [
      'a last day, which ends at midnight in Baden-Württemberg',
      { receivedUntil: '2026-10-01' },
      ['waiting', 'closed', 'landkreis'],
    ],
    ['one day', { receivedFrom: '2026-10-02', receivedUntil: '2026-10-02' }, ['joint']],
    [
      'days beyond all calendars',
      { receivedFrom: '0001-01-01', receivedUntil: '9999-12-31' },
      ['triage', 'mine', 'joint', 'waiting', 'closed', 'landkreis'],
    ],
    ['what is overdue', { overdue: true, status: ['ASSIGNED'] }, ['mine']],
    [
      'several conditions, which must all hold',
      { status: ['IN_CONSULTATION'], kommune: ['08336081'], topic: ['PFL'] },
      ['joint'],
    ],
  ])('for %s', async (_name, filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  test('for what is mine finds what I lead and co-advise', async () => {
    expect(await find({ mine: true }, advisor)).toEqual(['mine', 'joint', 'closed']);
    expect(await find({ mine: true, status: ['ASSIGNED', 'IN_CONSULTATION'] }, advisor)).toEqual(['mine', 'joint']);
    expect(await find({ mine: true, status: ['CLOSED', 'ASSIGNED'] }, advisor)).toEqual(['mine', 'closed']);
    expect(await find({ mine: false }, advisor)).toEqual(['mine', 'joint', 'closed']);
  });

  test.each([
    ['mine without being an advisor', { mine: true }, 'filter.mine'],
    ['a Kommune by its name', { kommune: ['Schopfheim'] }, 'filter.kommune'],
    ['a key of seven digits', { kommune: ['8336081'] }, 'filter.kommune'],
    ['101 Kommunen', { kommune: Array.from({ length: 101 }, (_, index) => `08336${100 + index}`) }, 'filter.kommune'],
    ['an unknown topic', { topic: ['NIX'] }, 'filter.topic'],
    ['roles of nobody', { role: ['LEAD'] }, 'filter.role'],
  ])('that cannot be answers with a code that names it: %s', async (_name, filter, argument) => {
    const { data, errors } = await graph.ask(list, { filter }, asViewer(coordinator));
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument, path: 'cases' }]);
  });
});

describe('an order', () => {
  const everything = ['triage', 'mine', 'joint', 'waiting', 'closed', 'landkreis'];
  const orders: [string, string[]][] = [
    ['RECEIVED_DESC', everything],
    ['RECEIVED_ASC', everything.toReversed()],
  ];

  test.each(orders)('%s', async (orderBy, expected) => {
    const { data } = await graph.ask(list, { orderBy }, asViewer(coordinator));
    expect(nameAll(data.cases.nodes)).toEqual(expected);
  });

  test('DUE_ASC: what is due first, and what is never due last', async () => {
    const { data } = await graph.ask(list, { orderBy: 'DUE_ASC' }, asViewer(coordinator));
    const found = nameAll(data.cases.nodes);
    expect(found.slice(0, 2)).toEqual(['mine', 'triage']);
    expect(found).toHaveLength(6);
  });

  test.each(['RECEIVED_DESC', 'RECEIVED_ASC', 'DUE_ASC'])('%s gives the same cases page by page', async (orderBy) => {
    const whole = (await graph.ask(list, { orderBy }, asViewer(coordinator))).data.cases.nodes;
    const seen: { id: string }[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 4; pages++) {
      const { data } = await graph.ask(list, { orderBy, first: 2, after }, asViewer(coordinator));
      const { nodes, edges, pageInfo, totalCount } = data.cases;
      expect(totalCount).toBe(6);
      expect(pageInfo).toMatchObject({ hasNextPage: pages < 2, hasPreviousPage: pages > 0 });
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      seen.push(...nodes);
      if (nodes.length > 0) after = pageInfo.endCursor;
    }
    expect(seen).toEqual(whole);
  });
});

describe('a page', () => {
  test.each([
    ['of -1 cases', { first: -1 }, 'first'],
    ['of 10,000 cases', { first: 10_000 }, 'first'],
    ['after nonsense', { after: 'nonsense' }, 'after'],
    ['after a cursor with a forged day', { after: cursorOf(['2026-02-30T00:00:00', 'x']) }, 'after'],
    ['after a cursor of another order', { after: cursorOf([null, '00000000-0000-4000-8000-000000000000']) }, 'after'],
    [
      'after a cursor with SQL',
      { after: cursorOf([`'; drop table consultation_case`, '00000000-0000-4000-8000-000000000000']) },
      'after',
    ],
  ])('%s is refused with a code', async (_name, variables, argument) => {
    const { errors } = await graph.ask(list, variables, asViewer(coordinator));
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument, path: 'cases' }]);
  });

  test('of no cases still counts them', async () => {
    const { data } = await graph.ask(list, { first: 0 }, asViewer(coordinator));
    expect(data.cases).toMatchObject({ totalCount: 6, nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });
});

function cursorOf(values: unknown): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

describe('the cases of a Kommune', () => {
  const query = `query ($filter: CaseFilter, $orderBy: CaseOrder, $first: Int, $after: String) {
    schopfheim: gemeinde(ags: "08336081") { ...page }
    boellen: gemeinde(ags: "08336010") { ...page }
    loerrach: landkreis(ags: "08336") { ...page } }
    fragment page on Kommune { cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const ask = async (variables: object, viewer = coordinator) => {
    const { data, errors } = await graph.ask(query, variables as Record<string, unknown>, asViewer(viewer));
    expect(errors).toEqual([]);
    return Object.fromEntries(
      Object.entries(data as Record<string, { cases: { nodes: { id: string }[]; totalCount: number } }>).map(
        ([name, { cases }]) => [name, { found: nameAll(cases.nodes), totalCount: cases.totalCount }],
      ),
    );
  };

  test('are a page for each', async () => {
    expect(await ask({ first: 2 })).toEqual({
      schopfheim: { found: ['triage', 'mine'], totalCount: 4 },
      boellen: { found: ['joint'], totalCount: 1 },
      loerrach: { found: ['joint'], totalCount: 1 },
    });
  });

  test('can be filtered and ordered like all lists', async () => {
    expect(
      await ask({ filter: { status: ['IN_TRIAGE', 'WAITING_FOR_INQUIRER'] }, orderBy: 'RECEIVED_ASC' }),
    ).toMatchObject({
      schopfheim: { found: ['waiting', 'triage'], totalCount: 2 },
      boellen: { found: [], totalCount: 0 },
    });
    expect(await ask({ filter: { mine: true } }, advisor)).toMatchObject({
      schopfheim: { found: ['mine', 'joint'] },
      loerrach: { found: ['joint'] },
    });
  });

  test('go on after a cursor', async () => {
    const { data } = await graph.ask(query, { first: 2 }, asViewer(coordinator));
    const after = data.schopfheim.cases.pageInfo.endCursor;
    expect(await ask({ after })).toMatchObject({ schopfheim: { found: ['joint', 'waiting'], totalCount: 4 } });
  });
});
