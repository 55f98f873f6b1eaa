import type { Caller } from '@gkz-qe/kit/server.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { loggedSince, logPosition } from '../testing/log.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';

const admin = asViewer({ subject: 'a', roles: ['association_admin'], association: 'gemeindetag' });

let graph: TestGraph;

beforeEach(async () => {
  await graph?.[Symbol.asyncDispose]();
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const facts = 'serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays version';

async function update(input: object) {
  const answer = await graph.ask(
    `mutation ($input: UpdateGemeindetagOfficeInput!) { result: updateGemeindetagOffice(input: $input) { __typename
       ... on GemeindetagOfficeUpdated { office { ${facts} } }
       ... on GemeindetagOfficeStale { basedOn version changes { fact before after } office { version } } } }`,
    { input },
    admin,
  );
  return { result: answer.data?.result, errors: answer.errors };
}

test('changes what is named and keeps the rest; each change is a new version', async () => {
  await update({ version: 1, firstAnswerWorkingHours: 8 });
  const { result } = await update({
    version: 2,
    serviceHours: [{ weekday: 5, from: '09:00', to: '12:30' }],
    closedDays: ['2026-12-31', '2026-12-24', '2026-12-31'],
  });

  expect(result).toEqual({
    __typename: 'GemeindetagOfficeUpdated',
    office: {
      serviceHours: [{ weekday: 5, from: '09:00', to: '12:30' }],
      closedDays: ['2026-12-24', '2026-12-31'],
      firstAnswerWorkingHours: 8,
      acceptanceWorkingDays: 2,
      version: 3,
    },
  });
});

test('tells each change in the change log, as a whole and in the same transaction', async () => {
  const before = await logPosition(graph.orm);
  await update({ version: 1, serviceHours: [{ weekday: 5, from: '09:00', to: '12:30' }], closedDays: ['2026-12-24'] });
  await update({ version: 1, firstAnswerWorkingHours: 4 });
  await update({ version: 2, firstAnswerWorkingHours: 8 });

  const office = {
    serviceHours: [{ weekday: 5, from: '09:00', to: '12:30' }],
    closedDays: ['2026-12-24'],
    acceptanceWorkingDays: 2,
  };
  expect(await loggedSince(graph.orm, before)).toEqual([
    { office: { ...office, firstAnswerWorkingHours: expect.any(Number) } },
    { office: { ...office, firstAnswerWorkingHours: 8 } },
  ]);
});

test('refuses a write based on an old version and says what has changed since', async () => {
  await update({ version: 1, firstAnswerWorkingHours: 8, closedDays: ['2026-12-24'] });

  const { result } = await update({ version: 1, firstAnswerWorkingHours: 4 });

  expect(result).toEqual({
    __typename: 'GemeindetagOfficeStale',
    basedOn: 1,
    version: 2,
    changes: [
      { fact: 'closedDays', before: null, after: '2026-12-24' },
      { fact: 'firstAnswerWorkingHours', before: '24', after: '8' },
    ],
    office: { version: 2 },
  });
});

test('takes a mailbox for the team; staff may read it, and of a change is only said that there was one', async () => {
  await update({ version: 1, mailbox: ' quartier@verband.example ' });
  const read = (caller: Caller) => graph.ask('{ gemeindetag { office { mailbox } } }', {}, caller);

  const { result } = await update({ version: 1, mailbox: 'andere@verband.example' });

  expect(result.changes).toEqual([{ fact: 'mailbox', before: null, after: null }]);
  expect((await read(asViewer({ roles: ['advisor'], association: 'gemeindetag' }))).data).toEqual({
    gemeindetag: { office: { mailbox: 'quartier@verband.example' } },
  });
  expect((await read(asViewer())).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
});

test.each([
  ['an hour that is none', { serviceHours: [{ weekday: 1, from: '24:00', to: '25:00' }] }, 'input.serviceHours.0.from'],
  [
    'an end before the beginning',
    { serviceHours: [{ weekday: 1, from: '12:00', to: '09:00' }] },
    'input.serviceHours.0.to',
  ],
  ['an eighth weekday', { serviceHours: [{ weekday: 8, from: '09:00', to: '10:00' }] }, 'input.serviceHours.0.weekday'],
  ['no hours at all', { serviceHours: [] }, 'input.serviceHours'],
  [
    'a weekday twice',
    { serviceHours: Array(2).fill({ weekday: 1, from: '09:00', to: '10:00' }) },
    'input.serviceHours',
  ],
  ['a target of no hours', { firstAnswerWorkingHours: 0 }, 'input.firstAnswerWorkingHours'],
  ['a target of a year', { acceptanceWorkingDays: 365 }, 'input.acceptanceWorkingDays'],
  ['a mailbox that is none', { mailbox: 'quartier' }, 'input.mailbox'],
  ['a version that there has never been', { version: 2 }, 'input.version'],
])('names the field of %s', async (_what, input, argument) => {
  const { result, errors } = await update({ version: 1, ...input });

  expect(result).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
});
