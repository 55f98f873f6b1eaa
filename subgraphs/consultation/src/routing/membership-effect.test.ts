import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseGraph } from '../testing/case-graph.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const stand = 'outcome lead informed';
const query = entityQuery(`... on MembershipEffect { ags changes before { ${stand} } after { ${stand} reasons } }`);

type Change = readonly [association: string, ags: string, member: boolean, preferred?: boolean];

const effectsOf = async (...changes: readonly Change[]) => {
  const representations = changes.map(([association, ags, member, preferred = false]) => ({
    ...{ __typename: 'MembershipEffect', association, ags, member, preferred },
  }));
  const { data, errors } = await graph.ask(query, { representations });
  expect(errors).toEqual([]);
  return data._entities;
};

test('says who would lead when a membership ends, begins or is preferred, and whether anything changes', async () => {
  const [ended, begun, preferred, same] = await effectsOf(
    ['GEMEINDETAG', '08336010', false],
    ['STAEDTETAG', '08336010', true],
    ['STAEDTETAG', '08336081', true, true],
    ['GEMEINDETAG', '08336081', true],
  );

  // Böllen has one membership; Schopfheim has two, and as no Große Kreisstadt the Gemeindetag leads.
  expect(ended).toMatchObject({
    changes: true,
    before: { lead: 'GEMEINDETAG' },
    after: { outcome: 'TRIAGE', lead: null },
  });
  expect(begun).toMatchObject({ changes: true, after: { lead: 'GEMEINDETAG', informed: ['STAEDTETAG'] } });
  expect(preferred).toMatchObject({ changes: true, before: { lead: 'GEMEINDETAG' }, after: { lead: 'STAEDTETAG' } });
  expect(same).toMatchObject({ changes: false });
  expect(preferred.after.reasons.join(' ')).toContain('Städtetag');
});

test('asks the database as often for a whole list as for one entry, and knows no effect on an unknown Kommune', async () => {
  await effectsOf(['GEMEINDETAG', '08336010', false]);
  using queries = captureQueries();
  await effectsOf(['GEMEINDETAG', '08336010', false]);
  const alone = queries.length;
  queries.length = 0;

  const keys = ['08336081', '08111000', '08415061', '08326074', '08999999'];
  const effects = await effectsOf(...keys.map((ags): Change => ['STAEDTETAG', ags, false]));

  expect(queries).toHaveLength(alone);
  expect(effects.map((effect: { ags: string } | null) => effect?.ags ?? null)).toEqual([...keys.slice(0, -1), null]);
});
