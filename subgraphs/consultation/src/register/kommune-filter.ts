import { badInput } from '@gkz-qe/kit/problem.ts';
import type { KommuneFilter } from '../generated/resolvers.ts';
import type { KommuneRow } from './register.types.ts';

export type KommuneTest = (kommune: KommuneRow) => boolean;

const forms = {
  landkreis: { pattern: /^\d{5}$/, form: 'Der Schlüssel eines Kreises hat fünf Ziffern.' },
  region: { pattern: /^\d{4}$/, form: 'Der Schlüssel einer Region hat vier Ziffern.' },
  regierungsbezirk: { pattern: /^\d{3}$/, form: 'Der Schlüssel eines Regierungsbezirks hat drei Ziffern.' },
};

/**
 * Makes the test for everything in a filter but memberships. A list without entries fits nothing.
 *
 * @param today Kommunen that ended before this day are left out, unless the filter wants them
 * @throws Problem BAD_USER_INPUT for a malformed key; one that the register does not know fits nothing
 */
export function createKommuneTest(filter: KommuneFilter, today: string): KommuneTest {
  const { landkreis, region, regierungsbezirk } = filter;
  for (const [name, { pattern, form }] of Object.entries(forms)) {
    const key = { landkreis, region, regierungsbezirk }[name];
    if (key != null && !pattern.test(key)) throw badInput(`filter.${name}`, form);
  }
  const tests: KommuneTest[] = [
    filter.includeEnded === true ? () => true : ({ validUntil }) => existsOn(validUntil, today),
    oneOf(filter.kind, ({ kind }) => kind),
    oneOf(filter.sizeClass, ({ sizeClass }) => sizeClass),
    oneOf(listOf(region), (kommune) => kommune.region.key),
    oneOf(listOf(regierungsbezirk), (kommune) => kommune.regierungsbezirk.key),
    oneOf(listOf(landkreis), kreisOf),
  ];
  return (kommune) => tests.every((test) => test(kommune));
}

/** Whether a row that is valid until a day, or without an end, was there on that day. */
export function existsOn(validUntil: string | null, day: string): boolean {
  return validUntil === null || validUntil >= day;
}

function listOf(key: string | null | undefined): readonly string[] | null {
  return key == null ? null : [key];
}

function oneOf<Value>(
  wanted: readonly Value[] | null | undefined,
  propertyOf: (kommune: KommuneRow) => Value | null,
): KommuneTest {
  if (wanted == null) return () => true;
  const values: ReadonlySet<Value | null> = new Set(wanted);
  return (kommune) => values.has(propertyOf(kommune));
}

/** Key of the Kreis, five digits. A Stadtkreis is one of its own. */
export function kreisOf({ ags }: KommuneRow): string {
  return ags.slice(0, 5);
}

/** The Kommune in which one goes on: itself while it exists. Null where none does. */
export function heirOf(kommune: KommuneRow, day: string): KommuneRow | null {
  const passed = new Set<KommuneRow>();
  let heir: KommuneRow | null = kommune;
  while (heir !== null && !passed.has(heir) && !existsOn(heir.validUntil, day)) {
    passed.add(heir);
    heir = heir.successor;
  }
  return heir === null || passed.has(heir) ? null : heir;
}
