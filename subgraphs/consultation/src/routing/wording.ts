import { associations } from '../association/associations.ts';
import type { AssociationCode, KommuneFact, KommuneKind } from './routing.types.ts';

/** How associations, Kommunen, numbers and days are written in German sentences. */

const KINDS: Readonly<Record<KommuneKind, string>> = {
  STADTKREIS: 'der Stadtkreis',
  GROSSE_KREISSTADT: 'die Große Kreisstadt',
  STADT: 'die Stadt',
  GEMEINDE: 'die Gemeinde',
  LANDKREIS: 'der',
};

const wholeNumber = new Intl.NumberFormat('de-DE');
/** Longer lists help nobody in a sentence; the full list is in the data. */
const NAMED_AT_MOST = 6;

/** „Städtetag“: masculine, like all of them, which the sentences rely on. */
export const association = (code: AssociationCode): string => associations[code].name;

/** 11245898 → „11.245.898“ */
export const count = (value: number): string => wholeNumber.format(value);

/** 2026-11-22 → „22.11.2026“ */
export const day = (iso: string): string => iso.split('-').reverse().join('.');

/** What a person typed, in quotation marks, shortened and without line breaks. */
export function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const letters = [...flat];
  return `„${letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : flat}“`;
}

/** „Landkreis Lörrach“, „Enzkreis“: some Landkreise have the word in their name, the others before it. */
export function landkreis(name: string): string {
  return /kreis\b/i.test(name) ? name : `Landkreis ${name}`;
}

/** „Böllen“, „Landkreis Lörrach“ */
export function short(kommune: Pick<KommuneFact, 'kind' | 'name'>): string {
  return kommune.kind === 'LANDKREIS' ? landkreis(kommune.name) : kommune.name;
}

/** After „für“: „Böllen“, „den Landkreis Lörrach“. */
export function accusative(kommune: KommuneFact): string {
  return kommune.kind === 'LANDKREIS' ? `den ${short(kommune)}` : kommune.name;
}

/** After „nach“: „Böllen“, „dem Landkreis Lörrach“. */
export function dative(kommune: KommuneFact): string {
  return kommune.kind === 'LANDKREIS' ? `dem ${short(kommune)}` : kommune.name;
}

/** „die Gemeinde Malsch“, „der Enzkreis“ */
export function full(kommune: KommuneFact): string {
  return `${KINDS[kommune.kind]} ${short(kommune)}`;
}

/** „die Gemeinde Malsch (Landkreis Karlsruhe)“ */
export function fullWithLandkreis(kommune: KommuneFact): string {
  return kommune.landkreisName === null ? full(kommune) : `${full(kommune)} (${landkreis(kommune.landkreisName)})`;
}

/** Names for a list, with the Landkreis where two Kommunen in it bear the same name. */
export function distinctNames(kommunen: readonly KommuneFact[], write: (kommune: KommuneFact) => string): string[] {
  const written = kommunen.map(write);
  return kommunen.map((kommune, index) => {
    const name = written[index] ?? '';
    const alone = written.indexOf(name) === written.lastIndexOf(name);
    return alone || kommune.landkreisName === null ? name : `${name} (${landkreis(kommune.landkreisName)})`;
  });
}

/** „A“, „A und B“, „A, B und C“; a long list ends with „und 4 weitere“. */
export function list(items: readonly string[]): string {
  if (items.length > NAMED_AT_MOST) {
    const rest = items.length - NAMED_AT_MOST + 1;
    return `${items.slice(0, NAMED_AT_MOST - 1).join(', ')} und ${count(rest)} weitere`;
  }
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} und ${items.at(-1)}`;
}

/** A sentence begins with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
