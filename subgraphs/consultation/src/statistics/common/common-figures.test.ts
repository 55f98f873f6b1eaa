import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Role, Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AssociationCode } from '../../generated/resolvers.ts';
import { saveCase } from '../../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../../testing/test-graph.ts';

const [böllen, schönau, schopfheim, lörrach, stuttgart] = ['08336010', '08336079', '08336081', '08336', '08111000'];
const coordinator: Partial<Viewer> = { subject: 'koordination', roles: ['coordinator'] };

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  // Böllen has joined Schönau, and its case has gone on with it.
  await sql(`update kommune set valid_until = '2025-12-31', successor_ags = $2 where ags = $1`, [böllen, schönau]);
  await save({ kommunen: [böllen], receivedAt: '2025-01-31T09:00:00Z', minutes: 90 });
  await save({ kommunen: [schopfheim, lörrach], receivedAt: '2026-02-01T09:00:00Z', minutes: 600 });
  await save({ kommunen: [schopfheim], receivedAt: '2026-03-31T21:59:59Z', minutes: 60 });
  await save({ kommunen: [schopfheim], receivedAt: '2026-03-31T22:00:00Z' });
  await save({ kommunen: [lörrach], receivedAt: '2026-04-01T09:00:00Z', minutes: 30, lead: 'LANDKREISTAG' });
  const double = await save({ kommunen: [stuttgart], receivedAt: '2026-04-02T09:00:00Z', lead: 'STAEDTETAG' });
  const goesOn = await save({ kommunen: [stuttgart], receivedAt: '2026-04-03T09:00:00Z', lead: 'STAEDTETAG' });
  await sql(
    `update consultation_case set status = 'DUPLICATE', duplicate_of = $2, due_at = null, closed_at = received_at where id = $1`,
    [double, goesOn],
  );
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Given {
  readonly kommunen: readonly string[];
  readonly receivedAt: string;
  /** Working minutes to the first answer. */
  readonly minutes?: number;
  readonly lead?: AssociationCode;
}

async function save({ minutes, lead = 'GEMEINDETAG', ...given }: Given): Promise<string> {
  const id = await saveCase(graph.orm, { ...given, parts: [{ association: lead }] });
  if (minutes !== undefined) {
    await sql(
      'update consultation_case set first_answered_at = received_at, first_answer_working_minutes = $2 where id = $1',
      [id, minutes],
    );
  }
  return id;
}

function sql(text: string, values: readonly unknown[] = []) {
  return select(graph.orm.em.fork(), 'test', text, values);
}

async function ask(query: string, viewer = coordinator) {
  const { data, errors } = await graph.ask(`{ answer: ${query} }`, {}, asViewer(viewer));
  expect(errors).toEqual([]);
  return data.answer;
}

describe('Kommunen that were never reached', () => {
  test('are those that no case is about: not the seat, not another Kommune of a case, not one in which a former one goes on', async () => {
    const { totalCount, nodes } = await ask(
      'unreachedKommunen(filter: { landkreis: "08336" }, first: 200) { totalCount nodes { ags } }',
    );
    const keys: readonly string[] = nodes.map(({ ags }: { ags: string }) => ags);
    // The Landkreis and its 35 Gemeinden, without it, Schopfheim, Schönau, and Böllen that has ended.
    expect(totalCount).toBe(36 - 4);
    expect(keys.filter((key) => [lörrach, schopfheim, schönau, böllen].includes(key))).toEqual([]);
    expect((await ask('unreachedKommunen { totalCount }')).totalCount).toBe(1_136 - 5);
  });

  test('never hold one that has ended, whatever the filter says', async () => {
    const all = 'unreachedKommunen(filter: { landkreis: "08336", includeEnded: true }) { totalCount }';
    expect((await ask(all)).totalCount).toBe(32);
  });

  test('come in pages, in one statement besides the register', async () => {
    await ask('kommunen { totalCount }');
    using queries = captureQueries();
    const { edges, pageInfo } = await ask(
      'unreachedKommunen(orderBy: POPULATION_DESC, first: 2) { edges { cursor node { name } } pageInfo { endCursor } }',
    );
    expect(edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual([
      'Rhein-Neckar-Kreis',
      'Landkreis Esslingen',
    ]);
    expect(queries.filter((text) => text.includes('figures.'))).toHaveLength(1);
    const next = await ask(
      `unreachedKommunen(orderBy: POPULATION_DESC, first: 1, after: "${pageInfo.endCursor}") { nodes { ags } }`,
    );
    expect(next.nodes).not.toEqual([]);
  });
});

const density = (args: string) => `caseDensity(${args}) { code label kommunen inhabitants cases casesPer10000 }`;

async function densityOf(args: string, code: string) {
  const rows: { code: string; cases: number }[] = await ask(density(args));
  return rows.find((row) => row.code === code);
}

describe('cases for 10,000 inhabitants', () => {
  test('of a Kreis are those of its Kommunen by their seat, over its inhabitants counted once', async () => {
    expect(await densityOf('by: KREIS', '08336')).toEqual({
      ...{ code: '08336', label: 'Landkreis Lörrach', kommunen: 35 },
      ...{ inhabitants: 238_263 - (await populationOf(böllen)), cases: 5, casesPer10000: 0.21 },
    });
  });

  test('leave duplicates out', async () => {
    expect(await densityOf('by: KREIS', '08111')).toMatchObject({ label: 'Stadtkreis Stuttgart', cases: 1 });
  });

  test.each([
    ['KOMMUNE', 1_135, 5],
    ['KREIS', 44, 5],
    ['REGION', 12, 5],
    ['REGIERUNGSBEZIRK', 4, 5],
    ['KOMMUNE_KIND', 5, 5],
    ['SIZE_CLASS', 7, 4],
  ])('by %s come for all %i groups, those without cases too', async (by, groups, cases) => {
    const rows: { cases: number }[] = await ask(density(`by: ${by}, receivedFrom: "2026-01-01"`));
    expect(rows).toHaveLength(groups);
    expect(rows.reduce((sum, row) => sum + row.cases, 0)).toBe(cases);
  });

  test('count a case of a Kommune that has ended with the one in which it goes on', async () => {
    expect(await densityOf('by: KOMMUNE, receivedUntil: "2025-12-31"', schönau)).toMatchObject({ cases: 1 });
  });

  test('have no number where nobody lives', async () => {
    const rows = await ask(density('by: KREIS, filter: { kind: [LANDKREIS], landkreis: "08336" }'));
    expect(rows).toMatchObject([{ inhabitants: 0, cases: 1, casesPer10000: null }]);
  });

  test('lead to the cases that they count', async () => {
    const counted = await densityOf('by: KREIS', '08336');
    const { totalCount } = await ask('cases(filter: { seat: { landkreis: "08336" } }) { totalCount }');
    expect(totalCount).toBe(counted?.cases);
  });

  test('lead nobody to a case that they may not read', async () => {
    const advisor: Partial<Viewer> = { subject: 'a', roles: ['advisor'], association: 'landkreistag' };
    expect(await ask('cases(filter: { seat: { landkreis: "08336" } }) { totalCount }', advisor)).toEqual({
      totalCount: 1,
    });
  });

  test('of all Kommunen cost one statement besides the register', async () => {
    using queries = captureQueries();
    await ask(density('by: KOMMUNE'));
    expect(queries.filter((text) => text.includes('figures.'))).toHaveLength(1);
    expect(queries.length).toBeLessThanOrEqual(2);
  });
});

describe('working hours to the first answer', () => {
  const times = (args: string) =>
    `firstAnswerTimes(${args}) { association { code } period { code begins ends } received answered medianHours p90Hours }`;
  const row = (code: string, period: string, received: number, answered: number, hours: readonly (number | null)[]) =>
    expect.objectContaining({
      association: { code },
      period: expect.objectContaining({ code: period }),
      ...{ received, answered, medianHours: hours[0], p90Hours: hours[1] },
    });

  test('come by association and quarter of receipt, by the clock of Baden-Württemberg', async () => {
    expect(await ask(times('per: QUARTER'))).toEqual([
      row('GEMEINDETAG', '2025-Q1', 1, 1, [1.5, 1.5]),
      row('GEMEINDETAG', '2026-Q1', 2, 2, [1, 10]),
      row('STAEDTETAG', '2026-Q2', 1, 0, [null, null]),
      row('GEMEINDETAG', '2026-Q2', 1, 0, [null, null]),
      row('LANDKREISTAG', '2026-Q2', 1, 1, [0.5, 0.5]),
    ]);
  });

  test('come by whole years and whole quarters, whichever day is named', async () => {
    expect(await ask(times('per: YEAR, receivedFrom: "2026-05-05", receivedUntil: "2026-05-05"'))).toEqual([
      row('STAEDTETAG', '2026', 1, 0, [null, null]),
      row('GEMEINDETAG', '2026', 3, 2, [1, 10]),
      row('LANDKREISTAG', '2026', 1, 1, [0.5, 0.5]),
    ]);
    const [first] = await ask(times('per: QUARTER, receivedFrom: "2026-03-15", receivedUntil: "2026-03-15"'));
    expect(first.period).toEqual({ code: '2026-Q1', begins: '2026-01-01', ends: '2026-03-31' });
  });

  test('lead to the slow ones among the cases', async () => {
    const filter = 'association: [GEMEINDETAG], receivedFrom: "2026-01-01", receivedUntil: "2026-03-31"';
    const { nodes } = await ask(
      `cases(filter: { ${filter}, firstAnswerOverHours: 1 }) { nodes { workingHoursToFirstAnswer } }`,
    );
    expect(nodes).toEqual([{ workingHoursToFirstAnswer: 10 }]);
  });

  test('cost one statement', async () => {
    using queries = captureQueries();
    await ask('firstAnswerTimes(receivedFrom: "2018-01-01") { received }');
    expect(queries).toHaveLength(1);
  });
});

const questions = ['unreachedKommunen { totalCount }', 'caseDensity { cases }', 'firstAnswerTimes { received }'];

test.each(['advisor', 'team_lead', 'association_admin', 'analyst', 'privacy_officer'] satisfies Role[])(
  'all of this is refused to the role %s',
  async (role) => {
    for (const question of questions) {
      const viewer = { subject: 's', roles: [role], association: 'gemeindetag' };
      const { data, errors } = await graph.ask(`{ answer: ${question} }`, {}, asViewer(viewer));
      expect([data, errors.map(({ code }) => code)]).toEqual([null, ['FORBIDDEN']]);
    }
  },
);

test.each([
  ['days the wrong way round', 'caseDensity(receivedFrom: "2026-02-01", receivedUntil: "2026-01-01") { cases }'],
  [
    'periods the wrong way round',
    'firstAnswerTimes(receivedFrom: "2026-07-01", receivedUntil: "2026-01-01") { received }',
  ],
  ['more than ten years of quarters', 'firstAnswerTimes(receivedFrom: "2016-06-30") { received }'],
  ['a key that cannot be', 'caseDensity(filter: { region: "08" }) { cases }'],
  ['hours below none', 'cases(filter: { firstAnswerOverHours: -1 }) { totalCount }'],
])('%s are the caller’s fault', async (_what, question) => {
  const { errors } = await graph.ask(`{ answer: ${question} }`, {}, asViewer(coordinator));
  expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
});

async function populationOf(ags: string | undefined): Promise<number> {
  const [found] = (await sql('select population from kommune where ags = $1', [ags])) as { population: number }[];
  return found?.population ?? 0;
}
