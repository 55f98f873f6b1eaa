import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advisorId, advisorOf, coordinator } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const ledByMe = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;

const check = (viewer: Partial<Viewer>, id: string, fields = 'checkedOn') =>
  graph.ask(`{ fundingCheck(case: "${id}") { ${fields} } }`, {}, asViewer(viewer));

test('everybody reads the programmes with their rounds, amounts, and how far the facts can be relied on', async () => {
  const { data, errors } = await graph.ask(
    `{ fundingProgrammes { code topics { label } amounts { maxEuro } rounds { deadline open } factsFrom confirmedOn } }`,
  );
  expect(errors).toEqual([]);
  expect(data.fundingProgrammes).toHaveLength(4);
  expect(data.fundingProgrammes[0]).toEqual({
    code: 'QUARTIERSIMPULSE',
    topics: [{ label: 'Pflege & Gesundheit' }, { label: 'Familie, Generationen & Lebensgemeinschaften' }],
    amounts: [{ maxEuro: 85_000 }, { maxEuro: 115_000 }],
    rounds: [
      { deadline: '2026-03-13', open: false },
      { deadline: '2026-08-14', open: false },
    ],
    ...{ factsFrom: 2026, confirmedOn: null },
  });
});

test('a check reads the case and its Kommune, and says that no round is open', async () => {
  const id = await saveCase(graph.orm, { parts: [ledByMe], topics: ['WIR'] });
  const fields =
    'case { id } checkedOn programmes { programme { code } fit applicant missing { code weight } round { deadline } steps { by } }';
  const { data, errors } = await check(lead, id, fields);
  expect(errors).toEqual([]);
  expect(data.fundingCheck).toMatchObject({ case: { id }, checkedOn: '2026-11-23' });
  expect(data.fundingCheck.programmes[1]).toMatchObject({
    ...{ programme: { code: 'QUARTIERSIMPULSE' }, fit: 'INCOMPLETE', applicant: 'STADT', round: null, steps: [] },
    missing: expect.arrayContaining([
      { code: 'TOPIC', weight: 'MISSING' },
      { code: 'NO_OPEN_ROUND', weight: 'TO_CONFIRM' },
    ]),
  });
});

test('a check is null for who may not read the content, and where there is no such case', async () => {
  const theirs = await saveCase(graph.orm, { parts: [ledByMe] });
  const informed = await saveCase(graph.orm, { parts: [ledByMe, { association: 'LANDKREISTAG', role: 'INFORMED' }] });
  const asked: [Partial<Viewer>, string][] = [
    [advisorOf('LANDKREISTAG'), theirs],
    [advisorOf('LANDKREISTAG'), informed],
    [coordinator, theirs],
    [lead, 'nonsense'],
    [lead, '00000000-0000-4000-8000-000000000000'],
  ];
  for (const [viewer, id] of asked) {
    const { data, errors } = await check(viewer, id);
    expect(errors).toEqual([]);
    expect(data.fundingCheck).toBeNull();
  }
});

test.each<[string, Partial<Viewer>, string]>([
  ['nobody in particular', {}, 'UNAUTHENTICATED'],
  ['an analyst', { subject: 'a', roles: ['analyst'] }, 'FORBIDDEN'],
])('%s checks nothing', async (_name, viewer, code) => {
  const { errors } = await check(viewer, '00000000-0000-4000-8000-000000000000');
  expect(errors).toMatchObject([{ code }]);
});

test('a check costs four statements, however many programmes there are', async () => {
  const id = await saveCase(graph.orm, { parts: [ledByMe] });
  using queries = captureQueries();
  const { errors } = await check(lead, id, 'programmes { programme { code topics { label } } fit }');
  expect(errors).toEqual([]);
  // The case, its topics, the names of topics, and whether the register is still the one that is held.
  expect(queries).toHaveLength(4);
});
