import { factChanges } from '@gkz-qe/kit/fact-changes.ts';
import type { RegisterRecords } from '../register.repository.ts';
import type { RegisterFile } from './register-file.ts';
import type { ImportEntry } from './register-import.types.ts';

type Areas = Pick<
  RegisterRecords,
  'regierungsbezirke' | 'regionen' | 'verwaltungsgemeinschaften' | 'unincorporatedAreas'
>;

/** What a file changes in all that is no Kommune: the entries that tell it, and the rows as they are afterwards. */
export function compareAreas(file: RegisterFile, current: RegisterRecords): { entries: ImportEntry[]; next: Areas } {
  const regierungsbezirke = compareRows('REGIERUNGSBEZIRK', file.regierungsbezirke, current.regierungsbezirke, places);
  const regionen = compareRows(
    'REGION',
    file.regionen.map((region) => ({ ...region, regierungsbezirkKey: region.key.slice(0, 3) })),
    current.regionen,
    places,
  );
  const verwaltungsgemeinschaften = compareRows(
    'VERWALTUNGSGEMEINSCHAFT',
    file.verwaltungsgemeinschaften,
    current.verwaltungsgemeinschaften,
    ['name', 'kind', 'seat'],
  );
  const areas = compareRows(
    'GEMEINDEFREIES_GEBIET',
    file.areas.map(({ hectares, ...area }) => ({ ...area, areaKm2: hectares / 100 })),
    current.unincorporatedAreas.map(({ ags, ...area }) => ({ ...area, key: ags })),
    ['name', 'areaKm2'],
  );
  const listed = new Set(file.areas.map(({ key }) => key));
  const gone = current.unincorporatedAreas
    .filter(({ ags }) => !listed.has(ags))
    .map(({ ags, name, areaKm2 }): ImportEntry => {
      const changes = factChanges({ name, areaKm2 }, { name: null, areaKm2: null }, ['name', 'areaKm2']);
      return { key: ags, kind: 'GEMEINDEFREIES_GEBIET', name, line: null, changes };
    });
  return {
    entries: [regierungsbezirke, regionen, verwaltungsgemeinschaften, areas]
      .flatMap(({ entries }) => entries)
      .concat(gone),
    next: {
      regierungsbezirke: regierungsbezirke.next,
      regionen: regionen.next,
      verwaltungsgemeinschaften: verwaltungsgemeinschaften.next,
      unincorporatedAreas: areas.next
        .filter(({ key }) => listed.has(key))
        .map(({ key, name, areaKm2 }) => ({ ags: key, name, areaKm2 })),
    },
  };
}

const places = ['name', 'seat'] as const;

/** Rows that the file no longer names stay: Kommunen that have ended still belong to them. */
function compareRows<
  Fact extends string,
  Row extends Record<Fact, unknown> & { readonly key: string; readonly name: string },
>(
  kind: ImportEntry['kind'],
  listed: readonly (Row & { readonly line: number })[],
  current: readonly Row[],
  facts: readonly Fact[],
): { entries: ImportEntry[]; next: Row[] } {
  const known = new Map(current.map((row) => [row.key, row]));
  const entries = listed.map((row): ImportEntry => {
    const { key, name, line } = row;
    return { key, kind, name, line, changes: factChanges(known.get(key) ?? null, row, facts) };
  });
  const rows = new Map<string, Row>([...current, ...listed].map((row) => [row.key, row]));
  return {
    entries: entries.filter(({ changes }) => changes.length > 0),
    next: [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
