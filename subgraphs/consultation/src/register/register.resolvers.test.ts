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
