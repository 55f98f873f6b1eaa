import { select } from '@gkz-qe/kit/database.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { type Role, roles } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from '../advisor/save-advisors.repository.ts';
import { saveMembers } from '../member/save-members.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';

const advisor = advisorState({ topics: [{ code: 'DIG', level: 2 }] });

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: '08115' }), memberState({ ags: '08136' })]);
  await saveAdvisors(graph.orm.em.fork(), [advisor]);
});
afterAll(() => graph[Symbol.asyncDispose]());

const follow = `query ($after: ID!, $first: Int!) { landkreistagDirectoryChanges(after: $after, first: $first) {
  seq at member { ags status since until preferred }
  advisor { id active topics { code level } areas capacity conflicts members absences { from until deputyId } }
  office { serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays } } }`;
/** As the migrations leave it. */
const office = {
  serviceHours: [
    { weekday: 1, from: '08:00', to: '15:30' },
    { weekday: 2, from: '08:00', to: '15:30' },
    { weekday: 3, from: '08:00', to: '15:30' },
    { weekday: 4, from: '08:00', to: '17:30' },
    { weekday: 5, from: '08:00', to: '12:00' },
  ],
  closedDays: [],
  firstAnswerWorkingHours: 20,
  acceptanceWorkingDays: 2,
};
const follower = { kind: 'directory' } as const;

test('gives the consultation subgraph every change in order, page by page', async () => {
  const first = await graph.ask(follow, { after: '0', first: 3 }, follower);
  expect(first.errors).toEqual([]);
  const [migrated, ...changes] = first.data.landkreistagDirectoryChanges;
  expect(migrated).toMatchObject({ seq: '1', member: null, advisor: null, office });
  expect(changes.map((change: { member: { ags: string } }) => change.member.ags)).toEqual(['08115', '08136']);
  expect(changes[0]).toEqual({
    seq: '2',
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    member: { ags: '08115', status: 'ACTIVE', since: '1990-01-01', until: null, preferred: false },
    advisor: null,
    office: null,
  });

  const second = await graph.ask(follow, { after: changes[1].seq, first: 500 }, follower);
  expect(second.data.landkreistagDirectoryChanges).toMatchObject([
    {
      seq: '4',
      member: null,
      advisor: {
        id: advisor.id,
        active: true,
        topics: [{ code: 'DIG', level: 2 }],
        areas: ['08'],
        capacity: 10,
        conflicts: [],
        members: [],
        absences: [],
      },
    },
  ]);
  const third = await graph.ask(follow, { after: '4', first: 500 }, follower);
  expect(third.data.landkreistagDirectoryChanges).toEqual([]);
});

test.each<{ held: readonly Role[] }>([{ held: [] }, ...roles.map((role) => ({ held: [role] })), { held: roles }])(
  'is closed to the gateway, whatever the roles: $held',
  async ({ held }) => {
    const caller = asViewer({ roles: held, association: 'landkreistag' });
    const answer = await graph.ask(follow, { after: '0', first: 1 }, caller);

    expect(answer.data).toBeNull();
    expect(answer.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  },
);

test.each([
  ['after', { after: '-1', first: 1 }],
  ['after', { after: '1.5', first: 1 }],
  ['after', { after: '', first: 1 }],
  ['after', { after: '9'.repeat(30), first: 1 }],
  ['first', { after: '0', first: 0 }],
  ['first', { after: '0', first: 501 }],
  ['first', { after: '0', first: -1 }],
])('refuses a wrong %s: %j', async (_argument, variables) => {
  const answer = await graph.ask(follow, variables, follower);

  expect(answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});

test.each([
  ['update', 'update directory_change set at = now()'],
  ['delete', 'delete from directory_change where seq = 1'],
])('the log refuses the service to %s entries', async (_what, statement) => {
  await expect(select(graph.orm.em.fork(), 'test', statement)).rejects.toMatchObject({ code: '42501' });
});
