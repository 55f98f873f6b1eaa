import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedRegister } from '../../seeds/register.seed.ts';
import { databaseOptions } from '../database.ts';

let database: TestDatabase;
let orm: Orm;

beforeAll(async () => {
  database = await createTestDatabase('consultation');
  orm = createOrm(databaseOptions(database.url));
  await orm.em.fork().transactional(seedRegister);
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

function sql<Row>(text: string): Promise<Row[]> {
  return select<Row>(orm.em.fork(), 'test', text);
}

test('has 1,101 Gemeinden and 35 Landkreise of the kinds that the official register counts', async () => {
  const kinds = await sql<{ kind: string; count: number }>(
    'select kind, count(*)::int as count from kommune group by kind',
  );
  expect(Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]))).toEqual({
    STADTKREIS: 9,
    GROSSE_KREISSTADT: 96,
    STADT: 211,
    GEMEINDE: 785,
    LANDKREIS: 35,
  });
});

test('has 12 Regionen, 4 Regierungsbezirke, 270 Verwaltungsgemeinschaften and two gemeindefreie Gebiete', async () => {
  const [counts] = await sql(`select
    (select count(*)::int from region) as regionen,
    (select count(*)::int from regierungsbezirk) as regierungsbezirke,
    (select count(*)::int from verwaltungsgemeinschaft) as verwaltungsgemeinschaften,
    (select array_agg(ags order by ags) from unincorporated_area) as areas`);
  expect(counts).toEqual({
    regionen: 12,
    regierungsbezirke: 4,
    verwaltungsgemeinschaften: 270,
    areas: ['08317971', '08415971'],
  });
});

test('counts 11,245,898 inhabitants, in Gemeinden as in Kreise', async () => {
  const [sums] = await sql(`select
    (sum(population) filter (where kind <> 'LANDKREIS'))::int as gemeinden,
    (sum(population) filter (where kind in ('LANDKREIS', 'STADTKREIS')))::int as kreise
    from kommune`);
  expect(sums).toEqual({ gemeinden: 11_245_898, kreise: 11_245_898 });
});

test('measures 35,747.82 km², gemeindefreie Gebiete included', async () => {
  const [area] = await sql(`select
    ((select sum(area_km2) from kommune where kind <> 'LANDKREIS') + (select sum(area_km2) from unincorporated_area))::text
    as km2`);
  expect(area).toEqual({ km2: '35747.82' });
});

test('every Gemeinde but a Stadtkreis lies in its Landkreis, and every Verwaltungsgemeinschaft has Gemeinden of one Kreis', async () => {
  const [faults] = await sql(`select
    (select count(*)::int from kommune g where kind not in ('LANDKREIS', 'STADTKREIS') and not exists
      (select from kommune k where k.ags = g.landkreis_ags and k.kind = 'LANDKREIS' and k.region_key = g.region_key))
      as "withoutLandkreis",
    (select count(*)::int from verwaltungsgemeinschaft v where not exists
      (select from kommune g where g.verwaltungsgemeinschaft_key = v.key)) as "empty",
    (select count(*)::int from kommune where left(verwaltungsgemeinschaft_key, 5) <> landkreis_ags) as "foreign"`);
  expect(faults).toEqual({ withoutLandkreis: 0, empty: 0, foreign: 0 });
});

test('every Landkreis is as large as its Gemeinden together', async () => {
  const different = await sql(`select k.ags from kommune k join kommune g on g.landkreis_ags = k.ags
    group by k.ags having sum(g.population) <> k.population or sum(g.area_km2) <> k.area_km2`);
  expect(different).toEqual([]);
});

test('eight names are borne by two Gemeinden each, and none by more', async () => {
  const names = await sql<{ name: string; count: number }>(`select name, count(*)::int as count from kommune
    group by name having count(*) > 1 order by name collate "de-x-icu"`);
  expect(names.map(({ name }) => name)).toEqual([
    'Altdorf',
    'Altheim',
    'Dürnau',
    'Hochdorf',
    'Malsch',
    'Rosenberg',
    'Schömberg',
    'Talheim',
  ]);
  expect(names.every(({ count }) => count === 2)).toBe(true);
});

test('all Gemeinden have coordinates within Baden-Württemberg', async () => {
  const outside = await sql(`select ags from kommune where kind <> 'LANDKREIS'
    and not coalesce(latitude between 47.5 and 49.8 and longitude between 7.5 and 10.5, false)`);
  expect(outside).toEqual([]);
});

test('names its source and date', async () => {
  expect(await sql('select source, as_of::text, population_as_of::text from register')).toEqual([
    {
      source: 'Quelle: Statistisches Bundesamt, Gemeindeverzeichnis, Gebietsstand 30.11.2025',
      as_of: '2025-11-30',
      population_as_of: '2024-12-31',
    },
  ]);
});

test('leaves a register alone that is there already', async () => {
  await sql(`update kommune set name = 'Neuer Name' where ags = '08336010'`);

  const ran = await orm.em.fork().transactional(seedRegister);

  expect(ran).toBe(false);
  expect(await sql(`select name from kommune where ags = '08336010'`)).toEqual([{ name: 'Neuer Name' }]);
});

test.each([
  ['a Gemeinde outside its Landkreis', `update kommune set landkreis_ags = '08335' where ags = '08336081'`],
  [
    'a successor of a Kommune that has not ended',
    `update kommune set successor_ags = '08336081' where ags = '08336010'`,
  ],
  ['a Landkreis with a key of eight digits', `update kommune set kind = 'LANDKREIS' where ags = '08336010'`],
  ['a Stadtkreis in a Landkreis', `update kommune set landkreis_ags = '08115' where ags = '08111000'`],
])('the database refuses %s', async (_what, text) => {
  await expect(sql(text)).rejects.toThrow(/violates check constraint/);
});
