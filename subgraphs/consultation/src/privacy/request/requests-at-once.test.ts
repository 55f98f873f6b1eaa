import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseGraph } from '../../testing/case-graph.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk } from '../testing/ask-privacy.ts';
import { plantPerson } from '../testing/planted-person.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

test('many requests about one case that are recorded at once do not stand in each other’s way', async () => {
  const desk = createPrivacyDesk(graph);
  const { number } = await plantPerson(graph, 'Zugleich');

  const requests = await Promise.all(
    Array.from({ length: 8 }, () => desk.open({ kind: 'EXPORT', case: number, email: undefined })),
  );

  expect(new Set(requests.map(({ id }) => id)).size).toBe(8);
  for (const { cases } of requests) expect(cases).toMatchObject([{ number }]);
});
