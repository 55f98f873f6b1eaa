import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberEntry, startFakeAssociation } from '../testing/fake-association.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { catchUp } from './catch-up.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const query = '{ directory { association lag appliedSeq confirmedAt } }';

async function follow(
  association: 'STAEDTETAG' | 'GEMEINDETAG' | 'LANDKREISTAG',
  ...entries: ReturnType<typeof memberEntry>[]
) {
  await using fake = await startFakeAssociation(association);
  fake.append(...entries);
  await catchUp(graph.orm.em.fork(), fake.source, AbortSignal.timeout(10_000));
}

test('says of every association how far its copy reaches and how old it is', async () => {
  const nothing = { lag: null, appliedSeq: '0', confirmedAt: null };
  expect((await graph.ask(query)).data.directory).toEqual([
    { association: 'STAEDTETAG', ...nothing },
    { association: 'GEMEINDETAG', ...nothing },
    { association: 'LANDKREISTAG', ...nothing },
  ]);

  await follow('GEMEINDETAG', memberEntry('08336081'), memberEntry('08336010'));
  await select(graph.orm.em.fork(), 'test', `update directory_cursor set confirmed_at = now() - interval '90 seconds'`);

  const { data } = await graph.ask(query);
  expect(data.directory[0]).toEqual({ association: 'STAEDTETAG', ...nothing });
  expect(data.directory[1]).toMatchObject({ association: 'GEMEINDETAG', appliedSeq: '2' });
  expect(data.directory[1].lag).toBeGreaterThanOrEqual(90);
  expect(data.directory[1].confirmedAt).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
});

test('Kommunen are filtered by their memberships today, as the directory knows them', async () => {
  await follow(
    'STAEDTETAG',
    memberEntry('08111000'),
    memberEntry('08336081', { status: 'DORMANT' }),
    memberEntry('08336010', { status: 'ENDED' }),
    memberEntry('08115003', { status: 'ENDED', until: '2026-11-23' }),
    memberEntry('08115004', { until: '2026-11-22' }),
    memberEntry('08115050', { since: '2026-11-24' }),
  );
  await follow('LANDKREISTAG', memberEntry('08336'));
  const list = `query ($filter: KommuneFilter) { kommunen(filter: $filter, orderBy: AGS) { nodes { ags } totalCount } }`;
  const keys = async (filter: object) => {
    const { data } = await graph.ask(list, { filter });
    return data.kommunen.nodes.map(({ ags }: { ags: string }) => ags);
  };

  expect(await keys({ memberOf: ['STAEDTETAG'] })).toEqual(['08111000', '08115003', '08336081']);
  expect(await keys({ memberOf: ['LANDKREISTAG'] })).toEqual(['08336']);
  expect(await keys({ memberOf: ['STAEDTETAG', 'LANDKREISTAG'], landkreis: '08336' })).toEqual(['08336', '08336081']);
  expect(await keys({ memberOf: ['STAEDTETAG'], kind: ['GEMEINDE'] })).toEqual([]);
});
