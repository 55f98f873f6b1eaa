import { type EntityManager, selectOne } from '@gkz-qe/kit/database.ts';
import type {
  GemeindeRow,
  KommuneRow,
  RegierungsbezirkRow,
  RegisterSourceRow,
  UnincorporatedAreaRow,
  VerwaltungsgemeinschaftRow,
} from './register.types.ts';

/** Counts up with every change of a row of the register. */
export async function readRegisterVersion(em: EntityManager): Promise<number> {
  const row = await selectOne<{ version: number }>(
    em,
    'register.version',
    'select version::float8 as version from register',
  );
  return row?.version ?? 0;
}

/** The row of a table: it names by their keys what it refers to. */
export interface RegionRecord extends RegierungsbezirkRow {
  readonly regierungsbezirkKey: string;
}

/** The row of a table, with null where a column is of the other kind of Kommune only. */
export type KommuneRecord = Pick<
  KommuneRow,
  'ags' | 'ars' | 'name' | 'officialName' | 'population' | 'areaKm2' | 'validUntil' | 'formerNames'
> &
  Pick<GemeindeRow, 'latitude' | 'longitude'> & {
    readonly kind: KommuneRow['kind'];
    readonly seat: string | null;
    readonly postalCode: string | null;
    readonly regionKey: string;
    readonly landkreisAgs: string | null;
    readonly verwaltungsgemeinschaftKey: string | null;
    readonly successorAgs: string | null;
  };

/** All rows of the register as of one version, each list in the order of its keys. */
export interface RegisterRecords {
  readonly version: number;
  /** Null where no register has been loaded yet. */
  readonly source: RegisterSourceRow | null;
  readonly regierungsbezirke: readonly RegierungsbezirkRow[];
  readonly regionen: readonly RegionRecord[];
  readonly verwaltungsgemeinschaften: readonly VerwaltungsgemeinschaftRow[];
  readonly kommunen: readonly KommuneRecord[];
  readonly unincorporatedAreas: readonly UnincorporatedAreaRow[];
}

/** Reads the whole register. One statement, because that is as of one moment and needs no transaction of its own. */
export async function readRegister(em: EntityManager): Promise<RegisterRecords> {
  const records = await selectOne<RegisterRecords>(em, 'register.all', everything);
  if (records === null) throw new Error('the table register has lost its row');
  return records;
}

const everything = `
  select
    version::float8 as version,
    case when source is not null then
      json_build_object('source', source, 'asOf', as_of, 'populationAsOf', population_as_of) end as source,
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
        'validUntil', valid_until, 'successorAgs', successor_ags, 'formerNames', (
          select coalesce(json_agg(json_build_object('name', former.name, 'officialName', former.official_name,
            'until', former.until) order by former.until desc, former.official_name), '[]')
          from kommune_former_name former where former.ags = kommune.ags)) order by ags), '[]')
      from kommune) as kommunen,
    (select coalesce(json_agg(json_build_object('ags', ags, 'name', name, 'areaKm2', area_km2) order by ags), '[]')
      from unincorporated_area) as "unincorporatedAreas"
  from register`;
