import { join } from 'node:path';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { readSeedTable } from '@gkz-qe/kit/seed-table.ts';
import source from './register/source.json' with { type: 'json' };

/** Fills an empty register, one statement per table. One that has been imported since stays as it is. */
export async function seedRegister(em: EntityManager): Promise<boolean> {
  const taken = await select(
    em,
    'seed.register',
    'update register set source = $1, as_of = $2, population_as_of = $3 where source is null returning 1',
    [source.source, source.asOf, source.populationAsOf],
  );
  if (taken.length === 0) return false;
  await insert(em, 'regierungsbezirk', read('regierungsbezirke.csv', ['key', 'name', 'seat']));
  await insert(em, 'region', read('regionen.csv', ['key', 'name', 'seat']).map(toRegion));
  await insert(em, 'verwaltungsgemeinschaft', read('verwaltungsgemeinschaften.csv', ['key', 'name', 'kind', 'seat']));
  const gemeinden = read('gemeinden.csv', gemeindeColumns);
  await insert(em, 'kommune', read('landkreise.csv', ['ags', 'name', 'seat']).map(toLandkreis(gemeinden)));
  await insert(em, 'kommune', gemeinden.map(toGemeinde));
  await insert(em, 'unincorporated_area', read('unincorporated-areas.csv', ['ags', 'name', 'area_km2']));
  return true;
}

const gemeindeColumns = [
  'ags',
  'verband',
  'name',
  'addition',
  'kind',
  'population',
  'area_km2',
  'postal_code',
  'latitude',
  'longitude',
] as const;

type SeedGemeinde = Record<(typeof gemeindeColumns)[number], string>;

function read<const Column extends string>(file: string, columns: readonly Column[]): Record<Column, string>[] {
  return readSeedTable(join(import.meta.dirname, 'register', file), columns);
}

/** The database converts the texts: each row gets the types of its table. What a row leaves out is null. */
async function insert(em: EntityManager, table: string, rows: readonly object[]): Promise<void> {
  const text = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  await select(em, `seed.${table}`, text, [JSON.stringify(rows)]);
}

function toRegion<Row extends { key: string }>(row: Row) {
  return { ...row, regierungsbezirk_key: row.key.slice(0, 3) };
}

/** A Landkreis has as many inhabitants and as much land as its Gemeinden. */
function toLandkreis(gemeinden: readonly SeedGemeinde[]) {
  return (row: { ags: string; name: string; seat: string }) => {
    const own = gemeinden.filter(({ ags }) => ags.startsWith(row.ags));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return {
      ...row,
      ars: row.ags,
      kind: 'LANDKREIS',
      official_name: row.name,
      population: sum(own.map(({ population }) => Number(population))),
      area_km2: sum(own.map(({ area_km2 }) => Number(area_km2))).toFixed(2),
      region_key: row.ags.slice(0, 4),
    };
  };
}

function toGemeinde({ verband, addition, ...row }: SeedGemeinde) {
  const kreis = row.ags.slice(0, 5);
  return {
    ...row,
    ars: `${kreis}${verband}${row.ags.slice(5)}`,
    official_name: addition === '' ? row.name : `${row.name}, ${addition}`,
    region_key: row.ags.slice(0, 4),
    landkreis_ags: row.kind === 'STADTKREIS' ? null : kreis,
    verwaltungsgemeinschaft_key: verband.startsWith('0') ? null : `${kreis}${verband}`,
  };
}
