import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

function sql<Row>(text: string): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test', text);
}

const list = `query ($search: String, $filter: KommuneFilter, $orderBy: KommuneOrder, $first: Int, $after: String) {
  kommunen(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { ags name } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function ask(variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await graph.ask(list, variables);
  expect(errors).toEqual([]);
  return data.kommunen;
}

describe('one Kommune', () => {
  test('a Gemeinde knows its Landkreis, Region, Regierungsbezirk and Verwaltungsgemeinschaft', async () => {
    const { data } = await graph.ask(`{ gemeinde(ags: "08336081") {
      ags ars name officialName kind population areaKm2 sizeClass postalCode latitude longitude validUntil
      successor { ags } landkreis { ags name seat sizeClass } region { key name seat } regierungsbezirk { name }
      verwaltungsgemeinschaft { key name kind seat gemeinden { name } }
    } }`);
    expect(data.gemeinde).toEqual({
      ags: '08336081',
      ars: '083365007081',
      name: 'Schopfheim',
      officialName: 'Schopfheim, Stadt',
      kind: 'STADT',
      population: 20_332,
      areaKm2: 67.93,
      sizeClass: 'FROM_20000',
      postalCode: '79650',
      latitude: 47.650141,
      longitude: 7.822962,
      validUntil: null,
      successor: null,
      landkreis: { ags: '08336', name: 'Landkreis Lörrach', seat: 'Lörrach', sizeClass: 'FROM_100000' },
      region: { key: '0833', name: 'Region Hochrhein-Bodensee', seat: 'Waldshut-Tiengen' },
      regierungsbezirk: { name: 'Reg.-Bez. Freiburg' },
      verwaltungsgemeinschaft: {
        key: '083365007',
        name: 'VVG der Stadt Schopfheim',
        kind: 'VVG',
        seat: 'Schopfheim',
        gemeinden: [
          { name: 'Hausen im Wiesental' },
          { name: 'Hasel' },
          { name: 'Maulburg' },
          { name: 'Schopfheim' },
        ].sort((a, b) => a.name.localeCompare(b.name, 'de')),
      },
    });
  });

  test('a Stadtkreis lies in no Landkreis and belongs to no Verwaltungsgemeinschaft', async () => {
    const { data } = await graph.ask(
      '{ gemeinde(ags: "08111000") { officialName kind landkreis { ags } verwaltungsgemeinschaft { key } } }',
    );
    expect(data.gemeinde).toEqual({
      officialName: 'Stuttgart, Landeshauptstadt',
      kind: 'STADTKREIS',
      landkreis: null,
      verwaltungsgemeinschaft: null,
    });
  });

  test('a Landkreis lists its Gemeinden in alphabetical order', async () => {
    const { data } = await graph.ask(
      '{ landkreis(ags: "08336") { ars name population gemeinden { name } region { landkreise { ags } } } }',
    );
    const names = data.landkreis.gemeinden.map(({ name }: { name: string }) => name);
    expect(data.landkreis).toMatchObject({ ars: '08336', name: 'Landkreis Lörrach', population: 238_263 });
    expect(names).toHaveLength(35);
    expect(names.slice(0, 4)).toEqual(['Aitern', 'Bad Bellingen', 'Binzen', 'Böllen']);
    expect(data.landkreis.region.landkreise).toEqual([{ ags: '08335' }, { ags: '08336' }, { ags: '08337' }]);
  });

  test.each([
    ['gemeinde', '08999999'],
    ['gemeinde', '09162000'],
    ['landkreis', '08999'],
    ['landkreis', '08111'],
  ])('%s(ags: "%s") is null: the register has none', async (field, ags) => {
    expect(await graph.ask(`{ ${field}(ags: "${ags}") { ags } }`)).toEqual({ data: { [field]: null }, errors: [] });
  });

  test.each([
    ['gemeinde', '"0833608"'],
    ['gemeinde', '8336081'],
    ['gemeinde', '"08336"'],
    ['gemeinde', '"0833608x"'],
    ['gemeinde', '"０８３３６０８１"'],
    ['gemeinde', '""'],
    ['landkreis', '"08336081"'],
    ['landkreis', '8336'],
  ])('%s(ags: %s) is the caller’s fault', async (field, ags) => {
    const { errors } = await graph.ask(`{ ${field}(ags: ${ags}) { ags } }`);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: field }]);
  });
});

describe('the list', () => {
  test('is in the order of DIN 5007, as PostgreSQL has it too', async () => {
    const { nodes } = await ask({ first: 200 });
    const names = nodes.map(({ name }: { name: string }) => name);
    const sorted = await sql<{ name: string }>(
      'select name from kommune order by name collate "de-x-icu", ags limit 200',
    );
    expect(names).toEqual(sorted.map(({ name }) => name));
    // ä sorts as a: Äpfingen would follow Apfeltrach and not Zell.
    expect(names.indexOf('Bönnigheim')).toBeLessThan(names.indexOf('Bopfingen'));
  });

  test.each(['NAME', 'AGS', 'POPULATION_DESC'])(
    'gives every Kommune once, page by page, ordered by %s',
    async (orderBy) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await ask({ orderBy, first: 200, after });
        expect(page.totalCount).toBe(1_136);
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        seen.push(...page.nodes.map(({ ags }: { ags: string }) => ags));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null && seen.length < 2_000);
      expect(new Set(seen).size).toBe(1_136);
      expect(seen).toHaveLength(1_136);
    },
  );

  test('pages through what a search found', async () => {
    const whole = await ask({ search: 'hausen', first: 200 });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await ask({ search: 'hausen', first: 7, after });
      seen.push(...page.nodes.map(({ ags }: { ags: string }) => ags));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null && seen.length < 2_000);
    expect(seen).toEqual(whole.nodes.map(({ ags }: { ags: string }) => ags));
    expect(whole.totalCount).toBe(seen.length);
  });

  test('begins with the largest where population orders it', async () => {
    const { nodes } = await ask({ orderBy: 'POPULATION_DESC', filter: { kind: ['STADTKREIS'] }, first: 3 });
    expect(nodes.map(({ name }: { name: string }) => name)).toEqual(['Stuttgart', 'Mannheim', 'Karlsruhe']);
  });

  test.each([
    [{ kind: ['STADTKREIS'] }, 9],
    [{ kind: ['LANDKREIS', 'STADTKREIS'] }, 44],
    [{ kind: [] }, 1_136],
    [{ landkreis: '08336' }, 36],
    [{ landkreis: '08336', kind: ['GROSSE_KREISSTADT'] }, 3],
    [{ landkreis: '08111' }, 0],
    [{ landkreis: '08999' }, 0],
    [{ region: '0811', kind: ['LANDKREIS'] }, 5],
    [{ region: '0899' }, 0],
    [{ regierungsbezirk: '083', kind: ['LANDKREIS'] }, 9],
    [{ sizeClass: ['FROM_100000'], kind: ['STADTKREIS', 'GROSSE_KREISSTADT'] }, 9],
    [{ sizeClass: ['UNDER_2000', 'FROM_2000'], kind: ['STADTKREIS'] }, 0],
  ])('with the filter %j has %i Kommunen', async (filter, count) => {
    expect((await ask({ filter })).totalCount).toBe(count);
  });

  test('searches among what the filter leaves', async () => {
    const { nodes } = await ask({ search: 'Karlsruhe', filter: { kind: ['LANDKREIS'] } });
    expect(nodes).toEqual([{ ags: '08215', name: 'Landkreis Karlsruhe' }]);
  });

  test.each([
    [{ first: -1 }, 'kommunen'],
    [{ first: 201 }, 'kommunen'],
    [{ first: 10_000 }, 'kommunen'],
    [{ after: 'nonsense' }, 'kommunen'],
    [{ after: 'WyJBR1MiLCIwODExMTAwMCJd', orderBy: 'NAME' }, 'kommunen'],
    [{ filter: { landkreis: '0833' } }, 'kommunen'],
    [{ filter: { landkreis: 'Lörrach' } }, 'kommunen'],
    [{ filter: { region: '08111' } }, 'kommunen'],
    [{ filter: { regierungsbezirk: '08' } }, 'kommunen'],
  ])('refuses %j', async (variables, path) => {
    expect((await graph.ask(list, variables)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', path }]);
  });
});

test('Regionen and Regierungsbezirke come in the order of their keys', async () => {
  const { data } = await graph.ask('{ regionen { key regierungsbezirk { key } } regierungsbezirke { key } }');
  expect(data.regierungsbezirke.map(({ key }: { key: string }) => key)).toEqual(['081', '082', '083', '084']);
  expect(data.regionen).toHaveLength(12);
  expect(data.regionen[0]).toEqual({ key: '0811', regierungsbezirk: { key: '081' } });
});

test('the register names its source, its dates and its totals', async () => {
  const { data } = await graph.ask('{ register { source asOf populationAsOf gemeinden landkreise population } }');
  expect(data.register).toEqual({
    source: 'Quelle: Statistisches Bundesamt, Gemeindeverzeichnis, Gebietsstand 30.11.2025',
    asOf: '2025-11-30',
    populationAsOf: '2024-12-31',
    gemeinden: 1_101,
    landkreise: 35,
    population: 11_245_898,
  });
});

describe('references', () => {
  const query = entityQuery(`... on Gemeinde { ags name landkreis { name } region { name regierungsbezirk { name } } }
    ... on Landkreis { ags name region { name } }`);

  test('all 1,136 Kommunen with their Region cost one statement', async () => {
    const keys = await sql<{ ags: string }>('select ags from kommune order by ags');
    const representations = keys.map(({ ags }) => ({ __typename: ags.length === 5 ? 'Landkreis' : 'Gemeinde', ags }));
    await graph.ask('{ register { source } }');
    using queries = captureQueries();

    const { data, errors } = await graph.ask(query, { representations });

    expect(errors).toEqual([]);
    expect(data._entities.map(({ ags }: { ags: string }) => ags)).toEqual(keys.map(({ ags }) => ags));
    expect(queries).toHaveLength(1);
  });

  test('unknown, malformed and mistyped keys are null, each at its place', async () => {
    const representations = [
      { __typename: 'Gemeinde', ags: '08336081' },
      { __typename: 'Gemeinde', ags: '08999999' },
      { __typename: 'Gemeinde', ags: 'nonsense' },
      { __typename: 'Gemeinde', ags: '08336' },
      { __typename: 'Landkreis', ags: '08336081' },
      { __typename: 'Landkreis', ags: '08336' },
      { __typename: 'Gemeinde', ags: '08336081' },
    ];
    const { data, errors } = await graph.ask(query, { representations });
    expect(errors).toEqual([]);
    expect(data._entities.map((entity: { ags: string } | null) => entity?.ags ?? null)).toEqual([
      '08336081',
      null,
      null,
      null,
      null,
      '08336',
      '08336081',
    ]);
  });
});
