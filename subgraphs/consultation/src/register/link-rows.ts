import type { KommuneRecord, RegisterRecords } from './register.repository.ts';
import type { GemeindeRow, KommuneRow, LandkreisRow, RegionRow } from './register.types.ts';
import { sizeClassOf } from './size-class.ts';

type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/** The rows of the register with references to each other instead of keys. */
export interface LinkedRows {
  readonly regionen: readonly RegionRow[];
  readonly landkreise: readonly LandkreisRow[];
  readonly gemeinden: readonly GemeindeRow[];
}

/** Links the rows; each list stays in the order of its keys. */
export function linkRows(records: RegisterRecords): LinkedRows {
  const regierungsbezirke = byKey(records.regierungsbezirke);
  const verwaltungsgemeinschaften = byKey(records.verwaltungsgemeinschaften);
  const regionen = records.regionen.map(({ regierungsbezirkKey, ...region }) => ({
    ...region,
    regierungsbezirk: known(regierungsbezirke.get(regierungsbezirkKey)),
  }));
  const regionByKey = byKey(regionen);
  const landkreise = new Map<string, Writable<LandkreisRow>>();
  const gemeinden = new Map<string, Writable<GemeindeRow>>();

  // Landkreise come first: keys of five digits sort before the longer ones of their Gemeinden.
  for (const record of records.kommunen) {
    const facts = factsOf(record, known(regionByKey.get(record.regionKey)));
    const { ags, kind, landkreisAgs, verwaltungsgemeinschaftKey: key } = record;
    if (kind === 'LANDKREIS') {
      landkreise.set(ags, { __typename: 'Landkreis', kind, ...facts, seat: known(record.seat), successor: null });
      continue;
    }
    gemeinden.set(ags, {
      __typename: 'Gemeinde',
      kind,
      ...facts,
      postalCode: known(record.postalCode),
      latitude: record.latitude,
      longitude: record.longitude,
      landkreis: landkreisAgs === null ? null : known(landkreise.get(landkreisAgs)),
      verwaltungsgemeinschaft: key === null ? null : known(verwaltungsgemeinschaften.get(key)),
      successor: null,
    });
  }
  linkSuccessors(records.kommunen, landkreise);
  linkSuccessors(records.kommunen, gemeinden);
  return { regionen, landkreise: [...landkreise.values()], gemeinden: [...gemeinden.values()] };
}

function factsOf(record: KommuneRecord, region: RegionRow) {
  const { ags, ars, name, officialName, population, areaKm2, validUntil, formerNames } = record;
  const { regierungsbezirk } = region;
  const sizeClass = sizeClassOf(population);
  return {
    ags,
    ars,
    name,
    officialName,
    population,
    areaKm2,
    sizeClass,
    region,
    regierungsbezirk,
    validUntil,
    formerNames,
  };
}

function linkSuccessors<Row extends Writable<KommuneRow>>(
  records: readonly KommuneRecord[],
  rows: ReadonlyMap<string, Omit<Row, 'successor'> & { successor: unknown }>,
): void {
  for (const { ags, successorAgs } of records) {
    const row = rows.get(ags);
    if (row && successorAgs !== null) row.successor = known(rows.get(successorAgs));
  }
}

function byKey<Row extends { readonly key: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.key, row]));
}

/** References and checks of the database see to it that these rows and facts are there. */
function known<Value>(value: Value | undefined | null): Value {
  if (value == null) throw new Error('the register lacks what one of its rows needs');
  return value;
}
