import type { KommuneFact } from './routing.types.ts';

const LAENDER: Readonly<Record<string, string>> = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Niedersachsen',
  '04': 'Bremen',
  '05': 'Nordrhein-Westfalen',
  '06': 'Hessen',
  '07': 'Rheinland-Pfalz',
  '08': 'Baden-Württemberg',
  '09': 'Bayern',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Sachsen',
  '15': 'Sachsen-Anhalt',
  '16': 'Thüringen',
};

/** Orders keys as the register does. Code units, not a locale: the order must be the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The key under which the register holds what was asked for.
 *
 * A Stadtkreis has a Kreis key too (08111), but its row is that of the Gemeinde (08111000). Its fifth digit is at most 4.
 */
export function registerKeyOf(key: string): string {
  return /^08\d{2}[0-4]$/.test(key) ? `${key}000` : key;
}

/** The Land of a well-formed key of a Gemeinde or a Kreis; null where the key is malformed or there is no such Land. */
export function landOf(key: string): string | null {
  return /^\d{5}(\d{3})?$/.test(key) ? (LAENDER[key.slice(0, 2)] ?? null) : null;
}

/** Key of the Landkreis a Kommune is or lies in; null for a Stadtkreis. */
export function landkreisOf(kommune: KommuneFact): string | null {
  return kommune.kind === 'STADTKREIS' ? null : kommune.ags.slice(0, 5);
}

/** Keys nest: Land, Regierungsbezirk, Region, Kreis and Gemeinde are each the beginning of the next. */
export function covers(area: string, ags: string): boolean {
  return area.startsWith('08') && ags.startsWith(area);
}

/** Whether a list of keys names this Kommune, a Stadtkreis by either of its two keys. */
export function names(keys: readonly string[], ags: string): boolean {
  return keys.some((key) => registerKeyOf(key) === ags);
}

/** Each Kommune once, in the order of the register. */
export function inRegisterOrder(kommunen: readonly KommuneFact[]): KommuneFact[] {
  const byKey = new Map(kommunen.map((kommune) => [kommune.ags, kommune]));
  return [...byKey.values()].sort((a, b) => compareText(a.ags, b.ags));
}
