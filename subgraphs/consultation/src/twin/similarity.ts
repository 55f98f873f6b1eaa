import type { KommuneKind, KommuneRow } from '../register/register.types.ts';

/** How similar two Kommunen are, 0 to 10, and in what: plain German sentences. */
export interface Similarity {
  readonly score: number;
  readonly reasons: readonly string[];
}

/** In the order of size, so that neighbours are neighbours. */
const sizes = [
  ...(['UNDER_2000', 'FROM_2000', 'FROM_5000', 'FROM_10000'] as const),
  ...(['FROM_20000', 'FROM_50000', 'FROM_100000'] as const),
];

const kinds: Readonly<Record<KommuneKind, string>> = {
  STADTKREIS: 'Beide sind Stadtkreise.',
  GROSSE_KREISSTADT: 'Beide sind Große Kreisstädte.',
  STADT: 'Beide sind Städte.',
  GEMEINDE: 'Beide sind Gemeinden.',
  LANDKREIS: 'Beide sind Landkreise.',
};

const number = new Intl.NumberFormat('de-DE');

/**
 * Compares two Kommunen.
 *
 * @param shared names of the fields of action that the other's finished projects share with what is asked for
 */
export function compareKommunen(one: KommuneRow, other: KommuneRow, shared: readonly string[]): Similarity {
  const points = [kindOf(one, other), sizeOf(one, other), placeOf(one, other), topicsOf(shared)];
  const counted = points.filter(([score]) => score > 0);
  return {
    score: counted.reduce((sum, [score]) => sum + score, 0),
    reasons: counted.map(([, reason]) => reason),
  };
}

type Point = readonly [score: number, reason: string];
const none: Point = [0, ''];

function kindOf(one: KommuneRow, other: KommuneRow): Point {
  return one.kind === other.kind ? [3, kinds[one.kind]] : none;
}

function sizeOf(one: KommuneRow, other: KommuneRow): Point {
  const apart = Math.abs(sizes.indexOf(one.sizeClass) - sizes.indexOf(other.sizeClass));
  if (apart > 1) return none;
  const words = `${number.format(one.population)} und ${number.format(other.population)} Menschen`;
  return apart === 0 ? [3, `Die Größe ist ähnlich: ${words}.`] : [2, `Die Größe ist nicht weit entfernt: ${words}.`];
}

function placeOf(one: KommuneRow, other: KommuneRow): Point {
  if (one.region.key === other.region.key) return [2, `Beide liegen in der ${one.region.name}.`];
  const { key, name } = one.regierungsbezirk;
  return key === other.regierungsbezirk.key
    ? [1, `Beide liegen im ${name.replace('Reg.-Bez.', 'Regierungsbezirk')}.`]
    : none;
}

function topicsOf(shared: readonly string[]): Point {
  if (shared.length === 0) return none;
  return [2, `Es gibt ein abgeschlossenes Projekt zum Thema: ${shared.join('; ')}.`];
}
