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

  const answer = await graph.ask(entityQuery('... on Gemeindetag { code name }'), {
    representations: ['GEMEINDETAG', 'STAEDTETAG', 'nonsense', 'GEMEINDETAG'].map((code) => ({
      __typename: 'Gemeindetag',
      code,
    })),
  });

  const gemeindetag = { code: 'GEMEINDETAG', name: 'Gemeindetag Baden-Württemberg' };
  expect(answer).toEqual({ data: { _entities: [gemeindetag, null, null, gemeindetag] }, errors: [] });
  expect(queries).toEqual([]);
});

test('tells when the office works and how quickly it wants to answer, from the migrated defaults on', async () => {
  const answer = await graph.ask(`{ gemeindetag { office {
    serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays } } }`);

  expect(answer.errors).toEqual([]);
  expect(answer.data.gemeindetag.office).toEqual({
    serviceHours: [
      { weekday: 1, from: '08:30', to: '16:30' },
      { weekday: 2, from: '08:30', to: '16:30' },
      { weekday: 3, from: '08:30', to: '16:30' },
      { weekday: 4, from: '08:30', to: '16:30' },
      { weekday: 5, from: '08:30', to: '12:30' },
    ],
    closedDays: ['2026-12-24', '2026-12-31'],
    firstAnswerWorkingHours: 24,
    acceptanceWorkingDays: 2,
  });
});
