import { createOrm } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOptions } from '../../database.ts';
import { openCaseGraph } from '../../testing/case-graph.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../testing/ask-privacy.ts';
import { plantPerson, rows } from '../testing/planted-person.ts';
import { analyst, anybody, coordinator, officer, otherTeamLead, secondOfficer, teamLead } from '../testing/staff.ts';

let graph: TestGraph;
let desk: PrivacyDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createPrivacyDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const read = (id: string, caller: typeof officer) =>
  graph.ask('query ($id: ID!) { case(id: $id) { inquirer { name email } } }', { id }, caller);

const readByRequest = (id: string, caller: typeof officer) =>
  graph.ask('query ($id: ID!) { privacyRequest(id: $id) { cases { inquirer { name email kind } } } }', { id }, caller);

const log = async (args: object, caller = officer) => {
  const { data, errors } = await graph.ask(
    `query ($case: ID, $subject: String, $from: Date, $until: Date, $first: Int, $after: String) {
       accessLog(case: $case, subject: $subject, from: $from, until: $until, first: $first, after: $after) {
         totalCount nodes { subject caseNumber basis request } edges { cursor } pageInfo { hasNextPage } } }`,
    { ...args },
    caller,
  );
  expect(errors).toEqual([]);
  return data.accessLog;
};

test('every read of contact data is in the log: who, which case, and why', async () => {
  const person = await plantPerson(graph, 'Amsel');
  const request = await desk.open({ kind: 'EXPORT', email: person.email });

  expect((await read(person.caseId, teamLead)).data.case.inquirer).toMatchObject({ name: 'Anna Amsel' });
  expect((await readByRequest(request.id, officer)).data.privacyRequest.cases).toEqual([
    { inquirer: { name: 'Anna Amsel', email: person.email, kind: 'PRIVATE' } },
  ]);
  await graph.ask('query ($id: ID!) { privacyExport(request: $id) { json } }', { id: request.id }, secondOfficer);

  const { totalCount, nodes } = await log({ case: person.number });
  expect(totalCount).toBe(3);
  expect(nodes).toEqual([
    { subject: 'officer-2', caseNumber: person.number, basis: 'REQUEST', request: request.id },
    { subject: 'officer-1', caseNumber: person.number, basis: 'REQUEST', request: request.id },
    { subject: 'lead-1', caseNumber: person.number, basis: 'PARTICIPATION', request: null },
  ]);
});

test('what shows no contact data is not a read of them', async () => {
  const person = await plantPerson(graph, 'Drossel');
  const request = await desk.open({ kind: 'EXPORT', email: person.email });
  await graph.ask('query ($id: ID!) { case(id: $id) { title concern } }', { id: person.caseId }, teamLead);
  await desk.find(request.id);
  expect((await read(person.caseId, otherTeamLead)).data.case).toBeNull();

  expect(await log({ case: person.caseId })).toMatchObject({ totalCount: 0 });
});

test('a privacy officer sees a person through an open request about them, and by no other way', async () => {
  const person = await plantPerson(graph, 'Elster');
  const other = await plantPerson(graph, 'Fink');
  const request = await desk.open({ kind: 'EXPORT', email: other.email });

  expect(await read(person.caseId, officer)).toMatchObject({ data: { case: null } });
  const { data } = await readByRequest(request.id, officer);
  expect(data.privacyRequest.cases).toEqual([{ inquirer: expect.objectContaining({ name: 'Anna Fink' }) }]);

  await desk.carryOut({ request: request.id, version: request.version }, officer);
  expect((await readByRequest(request.id, officer)).data.privacyRequest.cases).toEqual([{ inquirer: null }]);
  expect(await log({ case: other.number })).toMatchObject({ totalCount: 1 });
  expect(await log({ case: person.number })).toMatchObject({ totalCount: 0 });
});

test('the log is asked by case, by reader and by day, and read in pages', async () => {
  const person = await plantPerson(graph, 'Gimpel');
  for (const caller of [teamLead, coordinator, teamLead]) await read(person.caseId, caller);
  const [{ today } = { today: '' }] = await rows<{ today: string }>(
    graph,
    `select (now() at time zone 'Europe/Berlin')::date::text as today`,
  );
  const dayAfter = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  const of = { case: person.number };

  expect(await log({ ...of, from: today, until: today, subject: 'lead-1' })).toMatchObject({ totalCount: 2 });
  expect(await log({ ...of, from: dayAfter })).toMatchObject({ totalCount: 0, nodes: [] });
  const first = await log({ ...of, first: 1 });
  const second = await log({ ...of, first: 1, after: first.edges[0].cursor });
  expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  expect(second).toMatchObject({ pageInfo: { hasNextPage: false } });
  expect(await log({ subject: `lead-1' or true --` })).toMatchObject({ totalCount: 0 });
});

test('a coordinator who takes no part reads nobody, and nothing is logged', async () => {
  const person = await plantPerson(graph, 'Eichelhaeher');
  expect((await read(person.caseId, coordinator)).data.case).toEqual({ inquirer: null });
  expect(await log({ case: person.number })).toMatchObject({ totalCount: 0 });
});

test.each([
  ['team leads', teamLead, 'FORBIDDEN'],
  ['coordinators', coordinator, 'FORBIDDEN'],
  ['analysts', analyst, 'FORBIDDEN'],
  ['the public', anybody, 'UNAUTHENTICATED'],
])('the log is closed to %s', async (_who, caller, code) => {
  const { errors } = await graph.ask('{ accessLog { totalCount } }', {}, caller);
  expect(errors).toMatchObject([{ code, path: 'accessLog' }]);
});

test.each([
  ['(first: -1)', 'BAD_USER_INPUT'],
  ['(first: 201)', 'BAD_USER_INPUT'],
  ['(after: "bm90aGluZw")', 'BAD_USER_INPUT'],
  ['(case: "1999-00001")', 'NOT_FOUND'],
])('the log refuses %s', async (args, code) => {
  const { errors } = await graph.ask(`{ accessLog${args} { totalCount } }`, {}, officer);
  expect(errors).toMatchObject([{ code, path: 'accessLog' }]);
});

test('nobody changes the log, not even who owns the tables', async () => {
  const person = await plantPerson(graph, 'Kiebitz');
  await read(person.caseId, teamLead);
  const owner = createOrm(databaseOptions(graph.database.ownerUrl));
  try {
    for (const orm of [graph.orm, owner]) {
      await expect(rows({ orm }, `update access_log set subject = 'nobody'`)).rejects.toThrow(/append-only/);
      await expect(rows({ orm }, 'delete from access_log')).rejects.toThrow(/append-only/);
      await expect(rows({ orm }, 'truncate access_log')).rejects.toThrow(/append-only|permission denied/);
    }
  } finally {
    await owner.close();
  }
});
