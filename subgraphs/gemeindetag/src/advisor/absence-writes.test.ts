import { randomUUID } from 'node:crypto';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loggedSince, logPosition } from '../testing/log.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState } from '../testing/states.ts';
import { type AdvisorState, saveAdvisors } from './save-advisors.repository.ts';

let graph: TestGraph;
let start: string;

// Today is 2026-11-23.
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  start = await logPosition(graph.orm);
});

const logged = () => loggedSince(graph.orm, start);

/** Makes advisors, each with a version of 1. */
async function newAdvisors(...states: Partial<AdvisorState>[]) {
  const advisors = states.map((state) => advisorState(state));
  await saveAdvisors(graph.orm.em.fork(), advisors);
  start = await logPosition(graph.orm);
  return advisors.map(({ id }) => id) as [string, string, string];
}

const away = (from: string, until: string, deputyId: string | null = null) => ({ from, until, deputyId });

const recorded = `... on GemeindetagAbsenceRecorded { advisor { version available absences { from until deputy { id } } } }
  ... on GemeindetagAbsenceOverlap { absence { from until } }
  ... on GemeindetagDeputyUnknown { deputy }
  ... on GemeindetagAbsenceLoop { chain { id } }`;
const cancelled = `... on GemeindetagAbsenceCancelled { advisor { version available absences { from until } } }
  ... on GemeindetagAbsenceUnknown { advisor { id } }`;

async function write(
  results: string,
  field: string,
  type: string,
  { advisor, ...input }: { advisor: string; [name: string]: unknown },
) {
  const self = asViewer({ subject: 's', roles: ['advisor'], association: 'gemeindetag', advisorId: advisor });
  const answer = await graph.ask(
    `mutation ($input: ${type}!) { result: ${field}(input: $input) { __typename
       ${results} ... on GemeindetagAdvisorStale { basedOn version changes { fact before after } } } }`,
    { input: { advisor, ...input } },
    self,
  );
  return { result: answer.data?.result, errors: answer.errors };
}

const record = (input: { advisor: string; [name: string]: unknown }) =>
  write(recorded, 'recordGemeindetagAbsence', 'RecordGemeindetagAbsenceInput', { version: 1, ...input });
const cancel = (input: { advisor: string; [name: string]: unknown }) =>
  write(cancelled, 'cancelGemeindetagAbsence', 'CancelGemeindetagAbsenceInput', { version: 1, ...input });

test('records the own absence with who stands in, and routing learns of it once', async () => {
  const [advisor, deputy] = await newAdvisors({ capacity: 7 }, {});

  const { result } = await record({ advisor, from: '2026-11-23', until: '2026-12-04', deputy });

  expect(result).toEqual({
    __typename: 'GemeindetagAbsenceRecorded',
    advisor: {
      version: 2,
      available: false,
      absences: [{ from: '2026-11-23', until: '2026-12-04', deputy: { id: deputy } }],
    },
  });
  expect(await logged()).toMatchObject([
    { advisor: { id: advisor, capacity: 7, absences: [away('2026-11-23', '2026-12-04', deputy)] } },
  ]);
});

test('says which absence is there already', async () => {
  const [advisor] = await newAdvisors({
    absences: [away('2026-12-10', '2026-12-20'), away('2026-12-01', '2026-12-05')],
  });

  const { result } = await record({ advisor, from: '2026-12-05', until: '2026-12-10' });

  expect(result).toEqual({
    __typename: 'GemeindetagAbsenceOverlap',
    absence: { from: '2026-12-01', until: '2026-12-05' },
  });
  expect(await logged()).toEqual([]);
});

test.each(['is none', 'has left'])('refuses a deputy who %s', async (what) => {
  const [advisor, former] = await newAdvisors({}, { active: false });
  const deputy = what === 'has left' ? former : randomUUID();

  const { result } = await record({ advisor, from: '2026-12-01', until: '2026-12-05', deputy });

  expect(result).toEqual({ __typename: 'GemeindetagDeputyUnknown', deputy });
  expect(await logged()).toEqual([]);
});

test('refuses an absence that closes a circle of deputies, and names the circle', async () => {
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
  await newAdvisors(
    { id: one },
    { id: two, absences: [away('2026-12-01', '2026-12-24', three)] },
    { id: three, absences: [away('2026-12-10', '2026-12-12', one)] },
  );

  const { result } = await record({ advisor: one, from: '2026-12-12', until: '2026-12-31', deputy: two });
  const later = await record({ advisor: one, from: '2026-12-13', until: '2026-12-31', deputy: two });

  expect(result).toEqual({ __typename: 'GemeindetagAbsenceLoop', chain: [{ id: one }, { id: two }, { id: three }] });
  expect(later.result.__typename).toBe('GemeindetagAbsenceRecorded');
  expect(await logged()).toHaveLength(1);
});

test('of two who would stand in for each other and say so at once, one is refused', async () => {
  const [one, two] = await newAdvisors({}, {});
  const days = { from: '2026-12-01', until: '2026-12-05' };

  const results = await Promise.all([
    record({ advisor: one, ...days, deputy: two }),
    record({ advisor: two, ...days, deputy: one }),
  ]);

  expect(results.map(({ result }) => result.__typename).sort()).toEqual([
    'GemeindetagAbsenceLoop',
    'GemeindetagAbsenceRecorded',
  ]);
});

test.each([
  ['to come is taken back', '2026-12-01', []],
  ['of today on is taken back', '2026-11-23', []],
  ['that has begun ends with yesterday', '2026-11-20', [away('2026-11-20', '2026-11-22')]],
])('an absence %s, and routing learns of it once', async (_what, from, left) => {
  const [advisor] = await newAdvisors({ absences: [away(from, '2026-12-10'), away('2027-05-01', '2027-05-02')] });

  const { result } = await cancel({ advisor, from });

  expect(result).toEqual({
    __typename: 'GemeindetagAbsenceCancelled',
    advisor: { version: 2, available: true, absences: [{ from: '2027-05-01', until: '2027-05-02' }] },
  });
  expect(await logged()).toMatchObject([
    { advisor: { id: advisor, absences: [...left, away('2027-05-01', '2027-05-02')] } },
  ]);
});

test.each(['2026-12-02', '2026-11-01'])('there is no absence from %s to cancel, or it is over', async (from) => {
  const [advisor] = await newAdvisors({
    absences: [away('2026-12-01', '2026-12-10'), away('2026-11-01', '2026-11-22')],
  });

  expect((await cancel({ advisor, from })).result).toEqual({
    __typename: 'GemeindetagAbsenceUnknown',
    advisor: { id: advisor },
  });
  expect(await logged()).toEqual([]);
});

test('refuses a write based on an old version and says what has changed since', async () => {
  const [advisor] = await newAdvisors({});
  await record({ advisor, from: '2026-12-01', until: '2026-12-05' });
  start = await logPosition(graph.orm);

  for (const attempt of [
    record({ advisor, from: '2027-12-01', until: '2027-12-05' }),
    cancel({ advisor, from: '2026-12-01' }),
  ]) {
    expect((await attempt).result).toEqual({
      __typename: 'GemeindetagAdvisorStale',
      basedOn: 1,
      version: 2,
      changes: [{ fact: 'absences', before: null, after: '2026-12-01 – 2026-12-05' }],
    });
  }
  expect(await logged()).toEqual([]);
});

test.each([
  ['days that are turned round', { from: '2026-12-05', until: '2026-12-01' }, 'input.until'],
  ['days that are over', { from: '2026-11-01', until: '2026-11-22' }, 'input.until'],
  ['more than two years', { from: '2026-12-01', until: '2028-12-31' }, 'input.until'],
  ['a version that there has never been', { from: '2026-12-01', until: '2026-12-05', version: 2 }, 'input.version'],
  ['a deputy without a proper key', { from: '2026-12-01', until: '2026-12-05', deputy: 'x' }, 'input.deputy'],
])('names the field of %s, and writes nothing', async (_what, input, argument) => {
  const [advisor] = await newAdvisors({});

  const { result, errors } = await record({ advisor, ...input });

  expect(result).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  expect(await logged()).toEqual([]);
});
