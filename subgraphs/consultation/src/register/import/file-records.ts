import type { KommuneRecord, RegisterRecords } from '../register.repository.ts';
import type { ListedGemeinde, ListedPlace, RegisterFile } from './register-file.ts';

/** A row of the register as a file says it is, with the line that says so. */
export interface ListedKommune {
  readonly line: number;
  readonly record: KommuneRecord;
}

/**
 * The Kommunen of a file as rows of the register, Landkreise first. What a file does not say stays as it is: coordinates, former
 * names, and an end that is decided but yet to come.
 */
export function kommunenOf(file: RegisterFile, current: RegisterRecords): readonly ListedKommune[] {
  const known = new Map(current.kommunen.map((record) => [record.ags, record]));
  const gemeindenOf = Map.groupBy(file.gemeinden, ({ key }) => key.slice(0, 5));
  const toListed = (line: number, record: Omit<KommuneRecord, Kept>): ListedKommune => ({
    line,
    record: { ...record, ...keptOf(known.get(record.ags), file.asOf) },
  });
  return [
    ...file.landkreise.map((place) => toListed(place.line, toLandkreis(place, gemeindenOf.get(place.key) ?? []))),
    ...file.gemeinden.map((gemeinde) => toListed(gemeinde.line, toGemeinde(gemeinde))),
  ];
}

type Kept = 'latitude' | 'longitude' | 'validUntil' | 'successorAgs' | 'formerNames';

function keptOf(before: KommuneRecord | undefined, asOf: string): Pick<KommuneRecord, Kept> {
  const isStillToEnd = before?.validUntil != null && before.validUntil >= asOf;
  return {
    latitude: before?.latitude ?? null,
    longitude: before?.longitude ?? null,
    // A Kommune that the register thought had ended, and that is there, has not.
    validUntil: isStillToEnd ? before.validUntil : null,
    successorAgs: isStillToEnd ? before.successorAgs : null,
    formerNames: before?.formerNames ?? [],
  };
}

/** A Landkreis has as many inhabitants and as much land as its Gemeinden: the file says neither. */
function toLandkreis({ key, name, seat }: ListedPlace, gemeinden: readonly ListedGemeinde[]) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    ags: key,
    ars: key,
    kind: 'LANDKREIS' as const,
    name,
    officialName: name,
    population: sum(gemeinden.map(({ population }) => population)),
    areaKm2: sum(gemeinden.map(({ hectares }) => hectares)) / 100,
    regionKey: key.slice(0, 4),
    landkreisAgs: null,
    verwaltungsgemeinschaftKey: null,
    seat,
    postalCode: null,
  };
}

function toGemeinde({ line: _line, key, hectares, ...facts }: ListedGemeinde) {
  return {
    ...facts,
    ags: key,
    areaKm2: hectares / 100,
    regionKey: key.slice(0, 4),
    landkreisAgs: facts.kind === 'STADTKREIS' ? null : key.slice(0, 5),
    seat: null,
  };
}
