import { once } from '../once.ts';
import { linkRows } from './link-rows.ts';
import { compareByName } from './order.ts';
import type { RegisterRecords } from './register.repository.ts';
import type { KommuneRow } from './register.types.ts';
import { createKommuneSearch } from './search/kommune-search.ts';
import { createNamesakeSearch } from './search/namesakes.ts';

export type RegisterSnapshot = ReturnType<typeof createRegisterSnapshot>;

/**
 * The whole register in memory as of one version, ready for every question without the database: some 1,400 rows.
 *
 * All requests share the rows: nobody may change them.
 */
export function createRegisterSnapshot(records: RegisterRecords) {
  const { regionen, landkreise, gemeinden } = linkRows(records);
  const gemeindeByAgs = new Map(gemeinden.map((gemeinde) => [gemeinde.ags, gemeinde]));
  const landkreisByAgs = new Map(landkreise.map((landkreis) => [landkreis.ags, landkreis]));
  const gemeindenByName = [...gemeinden].sort(compareByName);
  const kommunen: readonly KommuneRow[] = [...gemeindenByName, ...landkreise].sort(compareByName);
  // Each takes a while to prepare, and not every copy is searched.
  const search = once(() => createKommuneSearch(kommunen));
  const namesakes = once(() => createNamesakeSearch(kommunen));
  return {
    version: records.version,
    /** Null where no register has been loaded yet. */
    source: records.source,
    /** All Kommunen, ended ones too, in alphabetical order. */
    kommunen,
    /** In the order of their keys. */
    regionen,
    regierungsbezirke: records.regierungsbezirke,
    unincorporatedAreas: records.unincorporatedAreas,
    /** By its key of eight or five digits. */
    findKommune: (ags: string): KommuneRow | null => gemeindeByAgs.get(ags) ?? landkreisByAgs.get(ags) ?? null,
    findGemeinde: (ags: string) => gemeindeByAgs.get(ags) ?? null,
    findLandkreis: (ags: string) => landkreisByAgs.get(ags) ?? null,
    /** In alphabetical order, ended ones too. */
    gemeindenOfLandkreis: createLister(gemeindenByName, ({ landkreis }) => landkreis?.ags),
    gemeindenOfVerwaltungsgemeinschaft: createLister(
      gemeindenByName,
      ({ verwaltungsgemeinschaft }) => verwaltungsgemeinschaft?.key,
    ),
    /** In the order of their keys, ended ones too. */
    landkreiseOfRegion: createLister(landkreise, ({ region }) => region.key),
    /** Finds Kommunen by what somebody typed. */
    search: (text: string) => search()(text),
    /** Finds the Kommunen that bear a name. */
    namesakes: (name: string) => namesakes()(name),
  };
}

function createLister<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | undefined,
): (key: string) => readonly Row[] {
  const lists = Map.groupBy(rows, keyOf);
  return (key) => lists.get(key) ?? [];
}
