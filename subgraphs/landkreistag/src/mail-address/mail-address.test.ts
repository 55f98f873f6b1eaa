import { randomUUID } from 'node:crypto';
import { select } from '@gkz-qe/kit/database.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { roles } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from '../advisor/save-advisors.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState } from '../testing/states.ts';

const active = advisorState({ email: 'da@verband.example' });
const left = advisorState({ email: 'weg@verband.example', active: false });
const sender = { kind: 'directory' } as const;

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  await saveAdvisors(graph.orm.em.fork(), [active, left]);
  await select(graph.orm.em.fork(), 'test', `update office set mailbox = 'quartier@verband.example'`);
});
afterAll(() => graph[Symbol.asyncDispose]());

const ask = `query ($advisors: [ID!]!) { landkreistagMailAddresses(advisors: $advisors) { advisors { id address } team } }`;

test('answers the addresses of active advisors and of the team, and leaves out who is unknown or has left', async () => {
  const advisors = [active.id, left.id, randomUUID(), 'nonsense'];

  const { data, errors } = await graph.ask(ask, { advisors }, sender);

  expect(errors).toEqual([]);
  expect(data.landkreistagMailAddresses).toEqual({
    advisors: [{ id: active.id, address: 'da@verband.example' }],
    team: 'quartier@verband.example',
  });
});

test('refuses to be asked for everybody at once', async () => {
  const advisors = Array.from({ length: 101 }, () => randomUUID());
  const { errors } = await graph.ask(ask, { advisors }, sender);
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});

test('is closed to the gateway, whatever the roles', async () => {
  const caller = asViewer({ roles, association: 'landkreistag' });
  const { data, errors } = await graph.ask(ask, { advisors: [active.id] }, caller);

  expect(data).toBeNull();
  expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
});
