import { registerKeyOf } from '../routing/keys.ts';
import type { KommuneFact, Place, RoutingFacts } from '../routing/routing.types.ts';
import type { RegisterSnapshot } from './register.snapshot.ts';
import type { KommuneRow } from './register.types.ts';
import { wordsOf } from './search/spelling.ts';

/**
 * What the register says about the place of an inquiry, for routing: the keys that a name or a postcode fits, and the rows of all
 * keys that are given or found, with their successors.
 *
 * A name fits only whole; the register keeps one postcode for each Gemeinde. Keys that it does not know have no row.
 */
export function collectPlaceFacts(
  register: RegisterSnapshot,
  place: Place | null,
  furtherPlaces: readonly string[],
): Pick<RoutingFacts, 'placeMatches' | 'kommunen' | 'unincorporated'> {
  const placeMatches = place === null ? [] : findMatches(register, place);
  const given = place?.by === 'AGS' ? [place.value] : [];
  const keys = [...placeMatches, ...given, ...furtherPlaces].map(registerKeyOf);
  const wanted = new Set(keys);
  return {
    placeMatches,
    kommunen: withSuccessors(register, keys).map(toFact),
    unincorporated: register.unincorporatedAreas
      .filter(({ ags }) => wanted.has(ags))
      .map(({ ags, name }) => ({ ags, name })),
  };
}

function findMatches(register: RegisterSnapshot, { by, value }: Place): readonly string[] {
  switch (by) {
    case 'AGS':
      return [];
    case 'NAME': {
      const name = wordsOf(value).join();
      const areas = register.unincorporatedAreas.filter((area) => wordsOf(area.name).join() === name);
      return [...register.namesakes(value), ...areas].map(({ ags }) => ags);
    }
    case 'POSTAL_CODE':
      return register.kommunen
        .filter((kommune) => kommune.__typename === 'Gemeinde' && kommune.postalCode === value)
        .map(({ ags }) => ags);
  }
}

function withSuccessors(register: RegisterSnapshot, keys: readonly string[]): KommuneRow[] {
  const found = new Map<string, KommuneRow>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const kommune = register.findKommune(key);
    if (kommune === null || found.has(key)) continue;
    found.set(key, kommune);
    if (kommune.successor) open.push(kommune.successor.ags);
  }
  return [...found.values()];
}

function toFact(kommune: KommuneRow): KommuneFact {
  const { ags, name, kind, population, validUntil, successor } = kommune;
  const landkreisName = kommune.__typename === 'Gemeinde' ? (kommune.landkreis?.name ?? null) : null;
  return { ags, name, kind, population, landkreisName, validUntil, successorAgs: successor?.ags ?? null };
}
