import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, asViewer, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { createSchema } from '../schema.ts';
import { createSnapshotRepository } from '../statistics/snapshot/snapshot.repository.ts';
import { takeSnapshot } from '../statistics/snapshot/take-snapshot.ts';
import { coordinator } from '../testing/case-desk.ts';
import { createTestSources } from '../testing/test-graph.ts';
import type { Report } from './report.types.ts';

let database: TestDatabase;
let orm: Orm;
let graph: Ask;
beforeAll(async () => {
  database = await createTestDatabase('consultation+seeds');
  orm = createOrm(databaseOptions(database.url));
  const sources = createTestSources(orm);
  graph = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
  // As long as the sample of eight years takes to be made and published where nobody has asked for it yet.
}, 300_000);
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const rows = <Row>(text: string) => select<Row>(orm.em.fork(), 'test.rows', text);

async function ask(input: { year: number; snapshot?: string }, viewer: Partial<Viewer> = coordinator) {
  const { data, errors } = await graph(
    `mutation ($input: MakeYearReportInput!) { made: makeYearReport(input: $input) {
      ... on YearReportMade { year sampleData snapshot { id until } html json } ... on YearReportRefused { reason } } }`,
    { input },
    asViewer(viewer),
  );
  return { made: data?.made ?? null, codes: errors.map(({ code }) => code) };
}

async function make(year: number, snapshot?: string) {
  const { made, codes } = await ask({ year, ...(snapshot && { snapshot }) });
  expect(codes).toEqual([]);
  return { ...made, report: JSON.parse(made.json) as Report };
}

describe('the report of a year', () => {
  test('says of the sample that it is one, and all that the ministry asks for', async () => {
    const { report, sampleData, snapshot } = await make(2025);

    expect([sampleData, report.sampleData]).toEqual([true, true]);
    expect(snapshot).toEqual({ id: report.snapshot.id, until: '2025-12-31' });
    expect(report.cases).toMatchObject({ medianHours: expect.any(Number), p90Hours: expect.any(Number) });
    const seats = `from consultation_case c join participation p on p.case_id = c.id and p.role = 'LEAD' and p.until_at is null
        and p.from_at is not null join case_kommune k on k.case_id = c.id and k.position = 1
      where extract(year from c.received_at at time zone 'Europe/Berlin') = 2025 and c.status <> 'DUPLICATE'`;
    const [counted] = await rows<{ cases: number; kommunen: number }>(
      `select count(*)::int as cases, count(distinct k.ags)::int as kommunen ${seats}`,
    );
    expect(report.received).toBe(counted?.cases);
    expect(report.cases.kommunen).toBe(5 * Math.floor((counted?.kommunen ?? 0) / 5));
    const [applied] = await rows<{ count: number }>(
      `select count(*)::int as count from funding_application f join case_kommune k on k.case_id = f.case_id and k.position = 1
       where f.applied_on between '2025-01-01' and '2025-12-31'`,
    );
    expect(report.funding.applications).toBe(applied?.count);
    expect(report.funding.appliedEuro).toBeGreaterThan(100_000);
    expect(report.events.kinds).toContainEqual({ kind: 'WORKSHOP', count: 2 });
    expect(report.events.attended).toBeGreaterThan(0);
  });

  test('is the same bytes from the same snapshot, whatever has changed since', async () => {
    const { html, json, snapshot } = await make(2024);
    await rows(`update topic set label = label || ' (neu)'`);
    await rows(`update register set source = 'anderswoher'`);
    await rows(`update kommune set valid_until = '2026-01-01', successor_ags = '08336081' where ags = '08336010'`);
    await rows(`update consultation_case set minutes = minutes + 600 where minutes is not null`);
    await rows(`update event set attended = attended + 100 where attended is not null`);
    await rows('delete from funding_application');
    const later = await takeSnapshot({
      snapshots: createSnapshotRepository(orm.em.fork()),
      ...{ takenBy: 'nightly', today: '2026-11-30' },
    });

    const again = await make(2024, snapshot.id);
    const newer = await make(2024);

    expect(again.html).toBe(html);
    expect(again.json).toBe(json);
    expect(newer.snapshot.id).toBe(later.id);
    expect({ ...newer.report, snapshot: null }).toEqual({ ...JSON.parse(json), snapshot: null });
  });

  test('is not there for a year that the snapshot does not know, or was before there were cases', async () => {
    for (const year of [2026, 2017]) {
      expect(await ask({ year })).toEqual({
        made: { reason: `Für das Jahr ${year} enthält dieser Stand keine Zahlen für einen Sachbericht.` },
        codes: [],
      });
    }
    expect((await ask({ year: 2025, snapshot: '5a3b1e00-0001-4000-8000-000000000001' })).codes).toEqual(['NOT_FOUND']);
  });

  test('is for coordinators alone, and what it asks of the figures is in the log', async () => {
    for (const role of ['analyst', 'team_lead', 'privacy_officer'] as const) {
      expect((await ask({ year: 2025 }, { roles: [role], association: 'staedtetag', subject: 'x' })).codes).toEqual([
        'FORBIDDEN',
      ]);
    }
    const before = await rows<{ count: number }>('select count(*)::int as count from statistics_query');
    await make(2025);
    const after = await rows<{ count: number }>('select count(*)::int as count from statistics_query');
    expect((after[0]?.count ?? 0) - (before[0]?.count ?? 0)).toBe(8);
  });
});
