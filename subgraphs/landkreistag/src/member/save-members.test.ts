import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const böblingen = '08115';
const rastatt = '08216';

let graph: TestGraph;
let start: string;

beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

beforeEach(async () => {
  const [last] = await sql<{ seq: string }>('select coalesce(max(seq), 0)::text as seq from directory_change');
  start = last?.seq ?? '0';
});

function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test', text, values);
}

const logged = async () =>
  (await sql<{ entry: unknown }>('select entry from directory_change where seq > $1 order by seq', [start])).map(
    ({ entry }) => entry,
  );

test('logs the new state of each member that it writes', async () => {
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: rastatt, status: 'DORMANT' }),
    memberState({ ags: böblingen }),
  ]);
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen, status: 'ENDED', until: '2026-12-31' })]);

  const since = '1990-01-01';
  expect(await logged()).toEqual([
    { member: { ags: böblingen, status: 'ACTIVE', since, until: null, preferred: false } },
    { member: { ags: rastatt, status: 'DORMANT', since, until: null, preferred: false } },
    { member: { ags: böblingen, status: 'ENDED', since, until: '2026-12-31', preferred: false } },
  ]);
});

test('writes row and log together or not at all', async () => {
  const keys = ['08117', '08415'];
  const failing = graph.orm.em.fork().transactional(async (em) => {
    await saveMembers(
      em,
      keys.map((ags) => memberState({ ags })),
    );
    throw new Error('changed my mind');
  });

  await expect(failing).rejects.toThrow('changed my mind');
  expect(await logged()).toEqual([]);
  expect(await sql('select ags from member where ags = any($1)', [keys])).toEqual([]);
});

test('refuses a state that was made from an older version, and writes nothing of it', async () => {
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen })]);
  const [{ version }] = (await sql<{ version: number }>('select version from member where ags = $1', [böblingen])) as [
    { version: number },
  ];
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen, until: '2030-12-31', version })]);
  const stale = saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen, status: 'DORMANT', version })]);

  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', details: { version: version + 1 } });
  expect(await sql('select status, until::text, version from member where ags = $1', [böblingen])).toEqual([
    { status: 'ACTIVE', until: '2030-12-31', version: version + 1 },
  ]);
  expect(await logged()).toHaveLength(2);
});

test('replaces contacts where they are given and keeps them where they are not; each save is a new version', async () => {
  const contact = (name: string) => ({ name, function: null, email: null, phone: null });
  const names = () => sql('select name from member_contact where member_ags = $1 order by name', [böblingen]);

  const [{ version: before }] = (await sql('select version from member where ags = $1', [böblingen])) as [
    { version: number },
  ];
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen, contacts: [contact('A'), contact('B')] })]);
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen })]);
  expect(await names()).toEqual([{ name: 'A' }, { name: 'B' }]);

  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen, contacts: [contact('C')] })]);
  expect(await names()).toEqual([{ name: 'C' }]);
  expect(await sql('select version from member where ags = $1', [böblingen])).toEqual([{ version: before + 3 }]);
});

test('writes a whole list with as many statements as one member', async () => {
  using queries = captureQueries();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: '08995' })]);
  const statements = queries.length;
  queries.length = 0;

  const list = Array.from({ length: 50 }, (_, index) => memberState({ ags: `08${10 + index}5` }));
  await saveMembers(graph.orm.em.fork(), list);

  expect(queries).toHaveLength(statements);
  expect(await logged()).toHaveLength(51);
});

test.each([
  ['the key of a Gemeinde', { ags: '08415061' }],
  ['the key of a Stadtkreis', { ags: '08111' }],
  ['a key of another Land', { ags: '09175' }],
  ['a first day after the last one', { ags: böblingen, since: '2026-02-01', until: '2026-01-31' }],
  ['an end without its day', { ags: böblingen, status: 'ENDED' as const }],
])('the table refuses %s', async (_case, state) => {
  await expect(saveMembers(graph.orm.em.fork(), [memberState(state)])).rejects.toMatchObject({ code: '23514' });
  expect(await logged()).toEqual([]);
});

test('two who write the same new member at once both succeed, and the log ends with what is in the table', async () => {
  const ags = '08426';
  await Promise.all([
    saveMembers(graph.orm.em.fork(), [memberState({ ags, until: '2031-12-31' })]),
    saveMembers(graph.orm.em.fork(), [memberState({ ags, status: 'DORMANT' })]),
  ]);

  const [row] = await sql<object>('select status, until::text from member where ags = $1', [ags]);
  const entries = await logged();
  expect(entries).toHaveLength(2);
  expect(entries[1]).toMatchObject({ member: { ags, ...row } });
});
