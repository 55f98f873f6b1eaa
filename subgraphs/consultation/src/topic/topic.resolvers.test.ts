import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

test('the seven fields of action come in the official order with the second level', async () => {
  const { data } = await graph.ask('{ topics { code label subtopics } }');
  expect(data.topics.map(({ code }: { code: string }) => code)).toEqual([
    'BET',
    'PFL',
    'WOH',
    'FAM',
    'WIR',
    'INK',
    'DIG',
  ]);
  expect(data.topics[6]).toEqual({
    code: 'DIG',
    label: 'Digitalisierung',
    subtopics: ['Digitale Quartiersplattformen', 'Digitale Teilhabe Älterer'],
  });
});

test('any number of references cost one statement; an unknown code is null', async () => {
  using queries = captureQueries();
  const { data, errors } = await graph.ask(entityQuery('... on Topic { code label }'), {
    representations: ['PFL', 'XXX', 'BET', 'PFL', ''].map((code) => ({ __typename: 'Topic', code })),
  });
  expect(errors).toEqual([]);
  expect(data._entities.map((topic: { code: string } | null) => topic?.code ?? null)).toEqual([
    'PFL',
    null,
    'BET',
    'PFL',
    null,
  ]);
  expect(queries).toHaveLength(1);
});
