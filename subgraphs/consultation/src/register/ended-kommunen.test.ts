import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  // Böllen joins Schönau at the turn of the year before; Fröhnd has decided to follow at the end of this one.
  await sql(`update kommune set valid_until = '2025-12-31', successor_ags = '08336079' where ags = '08336010'`);
  await sql(`update kommune set valid_until = '2026-12-31', successor_ags = '08336079' where ags = '08336025'`);
});
afterAll(() => graph[Symbol.asyncDispose]());

function sql<Row>(text: string): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test', text);
}

test('an ended Gemeinde can still be read, with its end and its successor', async () => {
  const { data } = await graph.ask('{ gemeinde(ags: "08336010") { name validUntil successor { ags name } } }');
  expect(data.gemeinde).toEqual({
    name: 'Böllen',
    validUntil: '2025-12-31',
    successor: { ags: '08336079', name: 'Schönau im Schwarzwald' },
  });
});

test('lists leave it out from the day after, unless they are asked for it', async () => {
  const { data } = await graph.ask(`{
    register { gemeinden }
    landkreis(ags: "08336") { gemeinden { name } }
    now: kommunen(search: "Böllen") { totalCount }
    ever: kommunen(search: "Böllen", filter: { includeEnded: true }) { nodes { ags } }
  }`);
  const names = data.landkreis.gemeinden.map(({ name }: { name: string }) => name);
  expect(data.register.gemeinden).toBe(1_100);
  expect(names).not.toContain('Böllen');
  expect(names).toContain('Fröhnd');
  expect(data.now.totalCount).toBe(0);
  expect(data.ever.nodes).toEqual([{ ags: '08336010' }]);
});

test('references to it are answered: cases of former Kommunen stay', async () => {
  const { data } = await graph.ask(
    '{ _entities(representations: [{ __typename: "Gemeinde", ags: "08336010" }]) { ... on Gemeinde { name } } }',
  );
  expect(data._entities).toEqual([{ name: 'Böllen' }]);
});
