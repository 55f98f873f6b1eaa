import { randomUUID } from 'node:crypto';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveMembers } from '../member/save-members.repository.ts';
import { loggedSince, logPosition } from '../testing/log.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState, memberState } from '../testing/states.ts';
import { saveAdvisors } from './save-advisors.repository.ts';

const lead = asViewer({ subject: 'l', roles: ['team_lead'], association: 'gemeindetag' });
const aalen = '08136088';
const ulm = '08421000';

let graph: TestGraph;
let start: string;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: aalen }), memberState({ ags: ulm })]);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  start = await logPosition(graph.orm);
});

const logged = () => loggedSince(graph.orm, start);

function newInput(input: object = {}) {
  return {
    name: 'Mia Beispiel',
    email: `${randomUUID()}@beispiel.invalid`,
    phone: '0711 0000',
    kind: 'EXTERNAL',
    institution: 'Büro Beispiel',
    disciplines: ['Sozialplanung'],
    topics: [{ code: 'PFL', level: 3 }],
    areas: ['0811'],
    conflicts: ['08426'],
    members: [ulm, aalen],
    capacity: 5,
    active: true,
    ...input,
  };
}

async function newAdvisor(state: Parameters<typeof advisorState>[0] = {}) {
  const advisor = advisorState(state);
  await saveAdvisors(graph.orm.em.fork(), [advisor]);
  start = await logPosition(graph.orm);
  return advisor;
}

const facts = `id name email phone kind institution disciplines topics { code level } areas conflicts members { ags }
  capacity active source version absences { from until }`;

async function save(input: object) {
  const answer = await graph.ask(
    `mutation ($input: SaveGemeindetagAdvisorInput!) { result: saveGemeindetagAdvisor(input: $input) { __typename
       ... on GemeindetagAdvisorSaved { advisor { ${facts} } }
       ... on GemeindetagAdvisorEmailTaken { advisor { id } }
       ... on GemeindetagAdvisorStale { basedOn version changes { fact before after } advisor { capacity } } } }`,
    { input },
    lead,
  );
  return { result: answer.data?.result, errors: answer.errors };
}

test('creates an advisor with all that belongs to them, and routing learns of it once, without name and address', async () => {
  const input = newInput();

  const { result } = await save(input);

  const { id, ...advisor } = result.advisor;
  expect(advisor).toEqual({
    ...input,
    members: [{ ags: aalen }, { ags: ulm }],
    source: 'ASSOCIATION',
    version: 1,
    absences: [],
  });
  const { topics, areas, conflicts, capacity, active } = input;
  expect(await logged()).toEqual([
    { advisor: { id, active, topics, areas, conflicts, capacity, members: [aalen, ulm], absences: [] } },
  ]);
});

test('changes an advisor as a whole but keeps absences, and routing learns of it once', async () => {
  const { id } = await newAdvisor({
    topics: [{ code: 'WOH', level: 1 }],
    absences: [{ from: '2026-12-01', until: '2026-12-24', deputyId: null }],
  });

  const { result } = await save(newInput({ id: id.toUpperCase(), version: 1, active: false, members: [] }));

  expect(result).toMatchObject({
    __typename: 'GemeindetagAdvisorSaved',
    advisor: {
      id,
      active: false,
      version: 2,
      members: [],
      topics: [{ code: 'PFL', level: 3 }],
      absences: [{ from: '2026-12-01', until: '2026-12-24' }],
    },
  });
  expect(await logged()).toMatchObject([{ advisor: { id, active: false, absences: [{ from: '2026-12-01' }] } }]);
});

test('refuses a write based on an old version and says what has changed since, names and addresses without values', async () => {
  const { id } = await newAdvisor({ capacity: 10, areas: ['08'] });
  await save(newInput({ id, version: 1, areas: ['0811', '0812'] }));
  start = await logPosition(graph.orm);

  const { result } = await save(newInput({ id, version: 1 }));

  expect(result).toMatchObject({
    __typename: 'GemeindetagAdvisorStale',
    basedOn: 1,
    version: 2,
    advisor: { capacity: 5 },
  });
  expect(result.changes).toEqual(
    expect.arrayContaining([
      { fact: 'areas', before: '08', after: '0811, 0812' },
      { fact: 'capacity', before: '10', after: '5' },
      { fact: 'email', before: null, after: null },
      { fact: 'phone', before: null, after: null },
      { fact: 'topics', before: null, after: 'PFL 3' },
    ]),
  );
  expect(await logged()).toEqual([]);
});

test('says whose mail address it is, however it is written', async () => {
  const holder = await newAdvisor({ email: 'Anna.Beispiel@beispiel.invalid' });

  const { result } = await save(newInput({ email: 'anna.beispiel@beispiel.invalid' }));

  expect(result).toEqual({ __typename: 'GemeindetagAdvisorEmailTaken', advisor: { id: holder.id } });
  expect(await logged()).toEqual([]);
});

test('an advisor keeps the own mail address', async () => {
  const { id, email } = await newAdvisor();

  expect((await save(newInput({ id, version: 1, email }))).result.__typename).toBe('GemeindetagAdvisorSaved');
});

test.each([
  ['a name of one letter', { name: 'M' }, 'input.name'],
  ['a mail address that is none', { email: 'mia' }, 'input.email'],
  [
    'a topic twice',
    {
      topics: [
        { code: 'PFL', level: 1 },
        { code: 'PFL', level: 2 },
      ],
    },
    'input.topics',
  ],
  ['a level beyond 3', { topics: [{ code: 'PFL', level: 4 }] }, 'input.topics.0.level'],
  ['an area outside the Land', { areas: ['08', '09'] }, 'input.areas.1'],
  ['a conflict that is no key', { conflicts: ['Ulm'] }, 'input.conflicts.0'],
  ['a member that is none', { members: [ulm, '08111000'] }, 'input.members'],
  ['a capacity below zero', { capacity: -1 }, 'input.capacity'],
  ['a version for somebody new', { version: 1 }, 'input.version'],
  ['an id that is none', { id: 'mia', version: 1 }, 'input.id'],
  ['an invisible character', { name: 'Mia\0Beispiel' }, 'input.name'],
])('names the field of %s, and writes nothing', async (_what, input, argument) => {
  const { result, errors } = await save(newInput(input));

  expect(result).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  expect(await logged()).toEqual([]);
});

test('does not create an advisor under a key that nobody has', async () => {
  const { errors } = await save(newInput({ id: randomUUID(), version: 1 }));

  expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await logged()).toEqual([]);
});
