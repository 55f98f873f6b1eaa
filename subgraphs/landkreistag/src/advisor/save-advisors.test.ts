import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveMembers } from '../member/save-members.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';
import { saveAdvisors } from './save-advisors.repository.ts';

const böblingen = '08115';
const albDonauKreis = '08425';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: böblingen }), memberState({ ags: albDonauKreis })]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const logged = (id: string) =>
  select<{ entry: { advisor: Record<string, unknown> } }>(
    graph.orm.em.fork(),
    'test',
    `select entry from directory_change where entry -> 'advisor' ->> 'id' = $1 order by seq`,
    [id],
  );

test('logs what routing needs of an advisor: no name, no address', async () => {
  const deputy = advisorState({ name: 'Dora Beispiel' });
  const advisor = advisorState({
    name: 'Toni Geheim',
    email: 'toni.geheim@beispiel.invalid',
    phone: '0711 0000',
    capacity: 12,
    topics: [
      { code: 'WOH', level: 2 },
      { code: 'BET', level: 3 },
    ],
    areas: ['0812', '081'],
    conflicts: ['08426', böblingen],
    members: [albDonauKreis, böblingen],
    absences: [{ from: '2027-01-02', until: '2027-01-08', deputyId: deputy.id }],
  });

  await saveAdvisors(graph.orm.em.fork(), [advisor, deputy]);

  expect(await logged(advisor.id)).toEqual([
    {
      entry: {
        advisor: {
          id: advisor.id,
          active: true,
          capacity: 12,
          topics: [
            { code: 'BET', level: 3 },
            { code: 'WOH', level: 2 },
          ],
          areas: ['081', '0812'],
          conflicts: [böblingen, '08426'],
          members: [böblingen, albDonauKreis],
          absences: [{ from: '2027-01-02', until: '2027-01-08', deputyId: deputy.id }],
        },
      },
    },
  ]);
  expect(JSON.stringify(await logged(advisor.id))).not.toMatch(/geheim|0711/i);
});

test('replaces all that belongs to an advisor, and logs an empty list as one', async () => {
  const advisor = advisorState({ topics: [{ code: 'PFL', level: 1 }], areas: ['08'], members: [böblingen] });
  await saveAdvisors(graph.orm.em.fork(), [advisor]);

  await saveAdvisors(graph.orm.em.fork(), [
    { ...advisor, active: false, topics: [{ code: 'PFL', level: 3 }], areas: [], members: [] },
  ]);

  const [, second] = await logged(advisor.id);
  expect(second?.entry.advisor).toMatchObject({
    active: false,
    topics: [{ code: 'PFL', level: 3 }],
    areas: [],
    members: [],
    absences: [],
  });
});

test('refuses a state that was made from an older version', async () => {
  const advisor = advisorState();
  await saveAdvisors(graph.orm.em.fork(), [advisor]);
  await saveAdvisors(graph.orm.em.fork(), [{ ...advisor, capacity: 11, version: 1 }]);

  const stale = saveAdvisors(graph.orm.em.fork(), [{ ...advisor, capacity: 9, version: 1 }]);

  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', details: { version: 2 } });
  expect((await logged(advisor.id)).map(({ entry }) => entry.advisor.capacity)).toEqual([10, 11]);
});

test('refuses the second of two who change nothing but topics, from the same version', async () => {
  const advisor = advisorState();
  await saveAdvisors(graph.orm.em.fork(), [advisor]);
  await saveAdvisors(graph.orm.em.fork(), [{ ...advisor, topics: [{ code: 'PFL', level: 1 }], version: 1 }]);

  const stale = saveAdvisors(graph.orm.em.fork(), [{ ...advisor, topics: [{ code: 'WOH', level: 1 }], version: 1 }]);

  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', details: { version: 2 } });
  const entries = await logged(advisor.id);
  expect(entries.at(-1)?.entry.advisor.topics).toEqual([{ code: 'PFL', level: 1 }]);
});

test('writes many advisors with as many statements as one', async () => {
  const full = () =>
    advisorState({ topics: [{ code: 'PFL', level: 1 }], conflicts: [albDonauKreis], members: [böblingen] });
  using queries = captureQueries();
  await saveAdvisors(graph.orm.em.fork(), [full()]);
  const statements = queries.length;
  queries.length = 0;

  await saveAdvisors(graph.orm.em.fork(), Array.from({ length: 50 }, full));

  expect(queries).toHaveLength(statements);
});

test.each([
  ['a level beyond 3', { topics: [{ code: 'PFL', level: 4 }] }, '23514'],
  ['an area outside the Land', { areas: ['09'] }, '23514'],
  ['an area that is a Gemeinde', { areas: ['08415061'] }, '23514'],
  [
    'an absence that ends before it begins',
    { absences: [{ from: '2027-01-02', until: '2027-01-01', deputyId: null }] },
    '23514',
  ],
  ['a member that is none', { members: ['08117'] }, '23503'],
])('the tables refuse %s', async (_case, state, code) => {
  const advisor = advisorState(state);

  await expect(saveAdvisors(graph.orm.em.fork(), [advisor])).rejects.toMatchObject({ code });
  expect(await logged(advisor.id)).toEqual([]);
});

test('the table refuses an advisor who stands in for themselves', async () => {
  const advisor = advisorState();
  const absences = [{ from: '2027-01-02', until: '2027-01-03', deputyId: advisor.id }];

  await expect(saveAdvisors(graph.orm.em.fork(), [{ ...advisor, absences }])).rejects.toMatchObject({ code: '23514' });
});
