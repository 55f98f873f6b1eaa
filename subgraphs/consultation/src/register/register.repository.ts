import { type EntityManager, selectOne } from '@gkz-qe/kit/database.ts';
import type { GemeindeRow, KommuneRow, LandkreisRow, RegisterRows, RegisterSourceRow } from './register.types.ts';

/** Counts up with every change of a row of the register. */
export async function readRegisterVersion(em: EntityManager): Promise<number> {
  const row = await selectOne<{ version: number }>(
    em,
    'register.version',
    'select version::float8 as version from register',
  );
  return row?.version ?? 0;
}

type KommuneRecord = Omit<GemeindeRow, '__typename' | 'kind'> &
  Omit<LandkreisRow, '__typename' | 'kind'> & { readonly kind: KommuneRow['kind'] };

type Records = Omit<RegisterRows, 'source' | 'kommunen'> & {
  readonly source: { readonly [Key in keyof RegisterSourceRow]: RegisterSourceRow[Key] | null };
  readonly kommunen: readonly KommuneRecord[];
};

/** Reads the whole register. One statement, because that is as of one moment and needs no transaction of its own. */
export async function readRegister(em: EntityManager): Promise<RegisterRows> {
  const records = await selectOne<Records>(em, 'register.all', everything);
  if (records === null) throw new Error('the table register has lost its row');
  const { source, asOf, populationAsOf } = records.source;
  return {
    ...records,
    source: source === null || asOf === null || populationAsOf === null ? null : { source, asOf, populationAsOf },
    kommunen: records.kommunen.map(toKommune),
  };
}

function toKommune({ kind, seat, ...record }: KommuneRecord): KommuneRow {
  if (kind !== 'LANDKREIS') return { __typename: 'Gemeinde', kind, ...record };
  const { postalCode, latitude, longitude, landkreisAgs, verwaltungsgemeinschaftKey, ...row } = record;
  return { __typename: 'Landkreis', kind, seat, ...row };
}

const everything = `
  select
    version::float8 as version,
    json_build_object('source', source, 'asOf', as_of, 'populationAsOf', population_as_of) as source,
    (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'seat', seat) order by key), '[]')
      from regierungsbezirk) as regierungsbezirke,
    (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'seat', seat,
        'regierungsbezirkKey', regierungsbezirk_key) order by key), '[]')
      from region) as regionen,
    (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'kind', kind, 'seat', seat) order by key), '[]')
      from verwaltungsgemeinschaft) as verwaltungsgemeinschaften,
    (select coalesce(json_agg(json_build_object('ags', ags, 'ars', ars, 'kind', kind, 'name', name,
        'officialName', official_name, 'population', population, 'areaKm2', area_km2, 'regionKey', region_key,
        'landkreisAgs', landkreis_ags, 'verwaltungsgemeinschaftKey', verwaltungsgemeinschaft_key, 'seat', seat,
        'postalCode', postal_code, 'latitude', latitude, 'longitude', longitude,
        'validUntil', valid_until, 'successorAgs', successor_ags) order by ags), '[]')
      from kommune) as kommunen,
    (select coalesce(json_agg(json_build_object('ags', ags, 'name', name) order by ags), '[]')
      from unincorporated_area) as "unincorporatedAreas"
  from register`;
