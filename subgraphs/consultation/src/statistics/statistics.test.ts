import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, asViewer, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import type { StatisticsInput } from '../generated/resolvers.ts';
import { createSchema } from '../schema.ts';
import { createTestSources } from '../testing/test-graph.ts';
import { createSnapshotRepository } from './snapshot/snapshot.repository.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';

let database: TestDatabase;
let orm: Orm;
let graph: Ask;
beforeAll(async () => {
  database = await createTestDatabase('consultation+seeds');
  orm = createOrm(databaseOptions(database.url));
  const sources = createTestSources(orm);
  graph = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
}, 300_000);
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const analyst = { roles: ['analyst'], subject: 'ana' } satisfies Partial<Viewer>;
const question = `query ($input: StatisticsInput!) { statistics(input: $input) {
  snapshot { id until } dimensions legend
  cells { values { dimension code label } period { code label begins ends } suppressed nearest { label values { code } }
    received closed open joint kommunen firstTimeKommunen shareOfGemeinden medianHoursToFirstAnswer p90HoursToFirstAnswer minutes } } }`;

async function ask(input: StatisticsInput, viewer: Partial<Viewer> = analyst) {
  const { data, errors } = await graph(question, { input }, asViewer(viewer));
  return { answer: data?.statistics ?? null, codes: errors.map(({ code }) => code) };
}

describe('figures', () => {
  test('of all cases come by quarter, exact in number and named in German', async () => {
    const { answer } = await ask({ from: 2023, until: 2023 });
    const cases = await select<{ count: number }>(
      orm.em.fork(),
      'test.cases',
      `select count(*)::int as count from consultation_case c join participation p on p.case_id = c.id and p.role = 'LEAD'
         and p.until_at is null and p.from_at is not null join case_kommune k on k.case_id = c.id and k.position = 1
       where extract(year from c.received_at at time zone 'Europe/Berlin') = 2023 and c.status <> 'DUPLICATE'
       group by extract(quarter from c.received_at at time zone 'Europe/Berlin')
       order by extract(quarter from c.received_at at time zone 'Europe/Berlin')`,
    );
    expect(answer.cells.map(({ period }: { period: { label: string } }) => period.label)).toEqual([
      '1. Quartal 2023',
      '2. Quartal 2023',
      '3. Quartal 2023',
      '4. Quartal 2023',
    ]);
    expect(answer.cells.map(({ received }: { received: number }) => received)).toEqual(cases.map(({ count }) => count));
    expect(answer.legend.join(' ')).toContain('gesperrt');
  });

  test('of two dimensions come with every combination, in the order that was asked for', async () => {
    const { answer } = await ask({ dimensions: ['ASSOCIATION', 'TOPIC'], from: 2023, until: 2024 });
    expect(answer.dimensions).toEqual(['ASSOCIATION', 'TOPIC']);
    expect(answer.cells).toHaveLength(21);
    expect(answer.cells[0].values.map(({ code }: { code: string }) => code)).toEqual(['STAEDTETAG', 'BET']);
    expect(answer.cells[0].period.code).toBe('2023-2024');
  });

  test('that must not show are marked, say nothing, and name the nearest level that shows', async () => {
    const { answer } = await ask({ dimensions: ['REGION', 'INQUIRER_KIND'] });
    const {
      values: _values,
      period: _period,
      suppressed,
      nearest,
      ...measures
    } = answer.cells.find(
      (cell: { suppressed: boolean; period: { code: string } }) => cell.suppressed && cell.period.code === '2023-2024',
    );
    expect(suppressed).toBe(true);
    expect(nearest.label).not.toBe('');
    expect(Object.values(measures).every((measure) => measure === null)).toBe(true);
  });

  test('of a filter are a slice of the table of both dimensions', async () => {
    const whole = await ask({ dimensions: ['TOPIC', 'ASSOCIATION'] });
    const slice = await ask({
      dimensions: ['TOPIC'],
      filters: [{ dimension: 'ASSOCIATION', codes: ['GEMEINDETAG'] }],
    });
    expect(slice.answer.cells).toEqual(
      whole.answer.cells.filter(({ values }: { values: { code: string }[] }) => values[1]?.code === 'GEMEINDETAG'),
    );
  });

  test('of all years together are the sum of what is shown, or hidden', async () => {
    const { answer: byPeriod } = await ask({ dimensions: ['TOPIC'], from: 2021, until: 2024 });
    const { answer } = await ask({ dimensions: ['TOPIC'], from: 2021, until: 2024, periods: false });
    expect(answer.cells).toHaveLength(7);
    for (const { values, received, suppressed, period } of answer.cells) {
      const parts = byPeriod.cells.filter(
        (cell: { values: { code: string }[] }) => cell.values[0]?.code === values[0].code,
      );
      expect(suppressed).toBe(parts.some((part: { suppressed: boolean }) => part.suppressed));
      if (suppressed) continue;
      expect(received).toBe(parts.reduce((sum: number, part: { received: number }) => sum + part.received, 0));
      expect(period.label).toBe('Jahre 2021 bis 2024');
    }
  });

  test.each([
    ['three dimensions', { dimensions: ['TOPIC', 'PHASE', 'CHANNEL'] }],
    [
      'two dimensions and a filter by a third',
      { dimensions: ['TOPIC', 'PHASE'], filters: [{ dimension: 'CHANNEL', codes: ['WEB'] }] },
    ],
    ['Region and Regierungsbezirk', { dimensions: ['REGION', 'REGIERUNGSBEZIRK'] }],
    ['a dimension twice', { dimensions: ['TOPIC', 'TOPIC'] }],
    ['a category that there is not', { filters: [{ dimension: 'TOPIC', codes: ['BET', 'XXX'] }] }],
    ['a filter for nothing', { filters: [{ dimension: 'TOPIC', codes: [] }] }],
    ['years in the wrong order', { from: 2024, until: 2023 }],
    ['a snapshot that is none', { snapshot: 'nonsense' }],
  ] satisfies [string, StatisticsInput][])('are refused for %s', async (_name, input) => {
    expect((await ask(input)).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('of one Stadtkreis show by no filter: by Region all are hidden, and a third dimension is refused', async () => {
    const ofStadtkreise = { dimension: 'KOMMUNE_KIND' as const, codes: ['STADTKREIS'] };
    const { answer } = await ask({ dimensions: ['REGION'], filters: [ofStadtkreise] });
    const regions: string[] = answer.cells.map(({ values }: { values: { code: string }[] }) => values[0]?.code);
    expect(new Set(regions).size).toBeGreaterThan(5);
    expect(answer.cells.filter(({ suppressed }: { suppressed: boolean }) => !suppressed)).toEqual([]);
    for (const code of new Set(regions)) {
      const filters: StatisticsInput['filters'] = [ofStadtkreise, { dimension: 'REGION', codes: [code] }];
      const own = await ask({ filters });
      expect(own.answer.cells.every(({ received }: { received: number | null }) => received === null)).toBe(true);
      expect((await ask({ dimensions: ['PHASE'], filters })).codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('of association, field of action and period show at least 70 % of the cells with cases', async () => {
    const cells = await select<{ shown: boolean }>(
      orm.em.fork(),
      'test.cells',
      `select cell.received is not null as shown from statistics_cell cell where cell.dimensions = 'TOPIC,ASSOCIATION' and exists (
         select 1 from consultation_case c join case_topic t on t.case_id = c.id
         join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
         where c.status <> 'DUPLICATE' and (c.received_at at time zone 'Europe/Berlin')::date between cell.begins and cell.ends
           and cell.codes = t.topic || ',' || p.association)`,
    );
    expect(cells.length).toBeGreaterThan(80);
    expect(cells.filter(({ shown }) => shown).length / cells.length).toBeGreaterThan(0.7);
  });

  test('cost the same few statements for the largest table, and its cells are read once', async () => {
    const readsCells = (text: string) => text.includes('from statistics_cell');
    for (const reads of [1, 0]) {
      using queries = captureQueries();
      await ask({ dimensions: ['REGION', 'PHASE'] });
      expect(queries.filter(readsCells)).toHaveLength(reads);
      expect(queries).toHaveLength(4 + reads);
    }
  });
});

test('a snapshot that is told to end publishes nothing of the year that it is at', async () => {
  const countPublished = async () =>
    (
      await select<{ count: number }>(
        orm.em.fork(),
        'test.count',
        'select count(*)::int as count from statistics_release',
      )
    )[0]?.count;
  const published = await countPublished();
  const snapshots = createSnapshotRepository(orm.em.fork());
  const signal = AbortSignal.abort();
  await expect(takeSnapshot({ snapshots, takenBy: 'command', today: '2040-02-01', signal })).rejects.toThrow();
  expect(await countPublished()).toBe(published);
});

describe('who may ask', () => {
  test.each([
    ['analysts', analyst, []],
    ['coordinators', { roles: ['coordinator'], subject: 'co' }, []],
    ['association admins', { roles: ['association_admin'], subject: 'ad', association: 'gemeindetag' }, ['FORBIDDEN']],
    ['privacy officers', { roles: ['privacy_officer'], subject: 'po' }, ['FORBIDDEN']],
    ['an advisor of no association', { roles: ['advisor'], subject: 'av' }, ['FORBIDDEN']],
    ['the public', {}, ['UNAUTHENTICATED']],
  ] satisfies [string, Partial<Viewer>, string[]][])('%s', async (_name, viewer, codes) => {
    expect((await ask({}, viewer)).codes).toEqual(codes);
  });

  test.each(['advisor', 'team_lead'] as const)(
    'the role %s asks about its own association, and no other',
    async (role) => {
      const viewer = { roles: [role], subject: 'le', association: 'gemeindetag' } satisfies Partial<Viewer>;
      const { answer } = await ask({ dimensions: ['TOPIC'] }, viewer);
      expect(answer.dimensions).toEqual(['TOPIC', 'ASSOCIATION']);
      const codes = new Set(answer.cells.map(({ values }: { values: { code: string }[] }) => values[1]?.code));
      expect([...codes]).toEqual(['GEMEINDETAG']);
      const other = await ask({ filters: [{ dimension: 'ASSOCIATION', codes: ['STAEDTETAG'] }] }, viewer);
      expect(other.codes).toEqual(['FORBIDDEN']);
    },
  );
});

test('every question is kept, for privacy officers to read', async () => {
  const input: StatisticsInput = { dimensions: ['TOPIC'], filters: [{ dimension: 'CHANNEL', codes: ['WEB', 'MAIL'] }] };
  await ask(input, { ...analyst, subject: 'curious' });
  const log = '{ statisticsLog(subject: "curious") { totalCount nodes { subject dimensions filters snapshot } } }';
  const { data } = await graph(log, {}, asViewer({ roles: ['privacy_officer'], subject: 'po' }));
  expect(data.statisticsLog).toEqual({
    totalCount: 1,
    nodes: [
      {
        ...{ subject: 'curious', dimensions: ['TOPIC', 'CHANNEL'], filters: ['CHANNEL=MAIL,WEB'] },
        snapshot: expect.any(String),
      },
    ],
  });
  expect((await graph(log, {}, asViewer(analyst))).errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
});
