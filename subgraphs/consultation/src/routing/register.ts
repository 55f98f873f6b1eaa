import { landOf, registerKeyOf } from './keys.ts';
import type { KommuneFact, RoutingFacts, UnincorporatedArea } from './routing.types.ts';

/** What a key turned out to be on the day of receipt. */
export type KeyFinding =
  /** `ended` is the closed row that led here by its successor, null if the key itself is valid. */
  | { readonly kind: 'KOMMUNE'; readonly kommune: KommuneFact; readonly ended: KommuneFact | null }
  | { readonly kind: 'GONE'; readonly ended: KommuneFact }
  | { readonly kind: 'UNINCORPORATED'; readonly area: UnincorporatedArea }
  | { readonly kind: 'OUTSIDE'; readonly key: string; readonly land: string }
  | { readonly kind: 'UNKNOWN'; readonly key: string };

const validOn = (kommune: KommuneFact, on: string): boolean => kommune.validUntil === null || on <= kommune.validUntil;

/** Follows successors to a row that is valid on the day; null where the trail ends or runs in a circle. */
function successorOf(ended: KommuneFact, byKey: ReadonlyMap<string, KommuneFact>, on: string): KommuneFact | null {
  const seen = new Set<string>();
  let current: KommuneFact | undefined = ended;
  while (current !== undefined && !seen.has(current.ags)) {
    if (validOn(current, on)) return current;
    seen.add(current.ags);
    current = current.successorAgs === null ? undefined : byKey.get(current.successorAgs);
  }
  return null;
}

/** Reads keys against the rows of the register that were looked up for this inquiry. */
export function createKeyReader(facts: RoutingFacts, on: string): (key: string) => KeyFinding {
  const kommunen = new Map(facts.kommunen.map((kommune) => [kommune.ags, kommune]));
  const areas = new Map(facts.unincorporated.map((area) => [area.ags, area]));

  return (given) => {
    const key = registerKeyOf(given);
    const area = areas.get(key);
    if (area !== undefined) return { kind: 'UNINCORPORATED', area };

    const row = kommunen.get(key);
    if (row === undefined) {
      const land = landOf(key);
      return land === null || key.startsWith('08') ? { kind: 'UNKNOWN', key: given } : { kind: 'OUTSIDE', key, land };
    }
    const kommune = successorOf(row, kommunen, on);
    if (kommune === null) return { kind: 'GONE', ended: row };
    return { kind: 'KOMMUNE', kommune, ended: kommune === row ? null : row };
  };
}
