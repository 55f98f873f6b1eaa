import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { ClosedDay } from './office.entity.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  const em = graph.orm.em.fork();
  await em.insertMany(ClosedDay, [{ day: '2026-12-31' }, { day: '2026-12-24' }]);
});
afterAll(() => graph[Symbol.asyncDispose]());

test('is found by its own code only, without a look into the database', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on Landkreistag { code name }'), {
    representations: ['LANDKREISTAG', 'STAEDTETAG', 'nonsense', 'LANDKREISTAG'].map((code) => ({
      __typename: 'Landkreistag',
      code,
    })),
  });

  const landkreistag = { code: 'LANDKREISTAG', name: 'Landkreistag Baden-Württemberg' };
  expect(answer).toEqual({ data: { _entities: [landkreistag, null, null, landkreistag] }, errors: [] });
  expect(queries).toEqual([]);
});

test('tells when the office works and how quickly it wants to answer, from the migrated defaults on', async () => {
  const answer = await graph.ask(`{ landkreistag { office {
    serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays } } }`);

  expect(answer.errors).toEqual([]);
  expect(answer.data.landkreistag.office).toEqual({
    serviceHours: [
      { weekday: 1, from: '08:00', to: '15:30' },
      { weekday: 2, from: '08:00', to: '15:30' },
      { weekday: 3, from: '08:00', to: '15:30' },
      { weekday: 4, from: '08:00', to: '17:30' },
      { weekday: 5, from: '08:00', to: '12:00' },
    ],
    closedDays: ['2026-12-24', '2026-12-31'],
    firstAnswerWorkingHours: 20,
    acceptanceWorkingDays: 2,
  });
});
