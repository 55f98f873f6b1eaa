import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { Coordinator } from './coordinator.entity.ts';
import { ClosedDay } from './office.entity.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  const em = graph.orm.em.fork();
  await em.insertMany(ClosedDay, [{ day: '2026-12-31' }, { day: '2026-12-24' }]);
  await em.insertMany(Coordinator, [
    coordinator(1, 'Öz', true),
    coordinator(2, 'Ohm', true),
    coordinator(3, 'Alt', false),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

function coordinator(number: number, name: string, active: boolean) {
  const id = `00000000-0000-4000-8000-00000000000${number}`;
  return { id, name, email: `${id}@beispiel.invalid`, phone: null, active, source: 'SAMPLE' as const };
}

test('is found by its own code only, without a look into the database', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on Staedtetag { code name }'), {
    representations: ['STAEDTETAG', 'GEMEINDETAG', 'nonsense', 'STAEDTETAG'].map((code) => ({
      __typename: 'Staedtetag',
      code,
    })),
  });

  const staedtetag = { code: 'STAEDTETAG', name: 'Städtetag Baden-Württemberg' };
  expect(answer).toEqual({ data: { _entities: [staedtetag, null, null, staedtetag] }, errors: [] });
  expect(queries).toEqual([]);
});

test('tells when the office works and how quickly it wants to answer, from the migrated defaults on', async () => {
  const answer = await graph.ask(`{ staedtetag { office {
    serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays } } }`);

  expect(answer.errors).toEqual([]);
  expect(answer.data.staedtetag.office).toEqual({
    serviceHours: [
      { weekday: 1, from: '09:00', to: '16:00' },
      { weekday: 2, from: '09:00', to: '16:00' },
      { weekday: 3, from: '09:00', to: '16:00' },
      { weekday: 4, from: '09:00', to: '17:00' },
      { weekday: 5, from: '09:00', to: '13:00' },
    ],
    closedDays: ['2026-12-24', '2026-12-31'],
    firstAnswerWorkingHours: 16,
    acceptanceWorkingDays: 2,
  });
});

test('names the active coordinators to staff', async () => {
  const staff = asViewer({ roles: ['advisor'], association: 'gemeindetag' });
  const answer = await graph.ask('{ staedtetag { coordinators { name source } } }', {}, staff);

  expect(answer).toEqual({
    data: {
      staedtetag: {
        coordinators: [
          { name: 'Öz', source: 'SAMPLE' },
          { name: 'Ohm', source: 'SAMPLE' },
        ],
      },
    },
    errors: [],
  });
});

test.each([
  ['the public', asViewer(), 'UNAUTHENTICATED'],
  ['an analyst', asViewer({ roles: ['analyst'] }), 'FORBIDDEN'],
])('does not name the coordinators to %s', async (_who, caller, code) => {
  const answer = await graph.ask('{ staedtetag { name coordinators { name } } }', {}, caller);

  expect(answer.data.staedtetag).toEqual({ name: 'Städtetag Baden-Württemberg', coordinators: null });
  expect(answer.errors).toMatchObject([{ code, path: 'staedtetag.coordinators' }]);
});
