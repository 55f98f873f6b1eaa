import fc from 'fast-check';
import { createRandom, type Random } from '../../../sample/random.ts';
import { dimensionNames, fixedLabels } from '../../dimensions.ts';

/** A Kommune as the register has it. */
export interface Seat {
  readonly ags: string;
  readonly kind: string;
  readonly sizeClass: string;
}

/** A case that somebody might have: its quarter, and its categories by dimension where they do not follow from the seat. */
export interface GivenCase {
  readonly seat: Seat;
  readonly quarter: number;
  readonly categories: ReadonlyMap<string, readonly string[]>;
}

/** Kommunen that cases come from. */
const places: Readonly<Record<string, (seat: Seat) => boolean>> = {
  anywhere: () => true,
  small: ({ sizeClass }) => sizeClass === 'UNDER_2000',
  stadtkreise: ({ kind }) => kind === 'STADTKREIS',
  landkreise: ({ kind }) => kind === 'LANDKREIS',
  'one Region': ({ ags }) => ags.startsWith('0833'),
  'large and small': ({ kind, sizeClass }) => kind === 'STADTKREIS' || sizeClass === 'UNDER_2000',
};

/** What is odd about a year's cases. */
const profile = fc.record({
  seed: fc.nat(),
  place: fc.constantFrom(...Object.keys(places)),
  kommunen: fc.constantFrom(1, 3, 4, 8, 15, 40, 200),
  /** Share of the cases that one Kommune has. */
  dominance: fc.constantFrom(0, 0, 0, 0.3, 0.76, 0.9),
  cases: fc.constantFrom(10, 40, 80, 150, 300),
  /** Exactly five cases of exactly three Kommunen have everything in common. */
  fives: fc.boolean(),
  /** The higher, the more cases have the first categories of each dimension. */
  skew: fc.constantFrom(0.3, 1, 3),
  association: fc.constantFrom(null, null, ...Object.keys(fixedLabels.ASSOCIATION)),
  /** How likely it is that a case has one more category where it can have several. */
  several: fc.constantFrom(0, 0.3, 0.8),
  quarters: fc.constantFrom([1, 2, 3, 4], [1, 2, 3, 4], [2], [1, 1, 1, 2, 3, 4]),
  second: fc.constantFrom('the same', 'one more', 'one fewer', 'one other', 'others'),
});

type Profile = typeof profile extends fc.Arbitrary<infer Value> ? Value : never;

/** Cases of two years that figures have a hard time with; the second year often differs from the first by one case. */
export function arbitraryYears(
  seats: readonly Seat[],
  topics: readonly string[],
): fc.Arbitrary<readonly (readonly GivenCase[])[]> {
  return profile.map((own) => {
    const random = createRandom(own.seed);
    const draw = createDraw(own, random, seats, topics);
    const first = own.fives
      ? Array.from({ length: Math.ceil(own.cases / 5) }, () => draw(5)).flat()
      : Array.from({ length: own.cases }, () => draw(1)).flat();
    return [first, secondYear(own, first, draw)];
  });
}

/** Draws so many cases that are alike. */
type Draw = (alike: number) => readonly GivenCase[];

function secondYear({ second }: Profile, first: readonly GivenCase[], draw: Draw): readonly GivenCase[] {
  if (second === 'others') return first.flatMap(() => draw(1));
  const kept = second === 'one fewer' || second === 'one other' ? first.slice(1) : first;
  return second === 'one more' || second === 'one other' ? [...kept, ...draw(1)] : kept;
}

function createDraw(own: Profile, random: Random, seats: readonly Seat[], topics: readonly string[]): Draw {
  const possible = seats.filter((seat) => places[own.place]?.(seat));
  const kommunen = Array.from({ length: own.kommunen }, () => random.pick(possible));
  const categories = createCategoriesDraw(own, random, topics);
  return (alike) => {
    const seat = random.chance(own.dominance) ? (kommunen[0] ?? random.pick(kommunen)) : random.pick(kommunen);
    const like = possible.filter(
      ({ ags, kind, sizeClass }) =>
        kind === seat.kind && sizeClass === seat.sizeClass && ags.slice(0, 4) === seat.ags.slice(0, 4),
    );
    const three = [seat, random.pick(like), random.pick(like)];
    const facts = { quarter: random.pick(own.quarters), categories: categories(seat) };
    return Array.from({ length: alike }, (_, place) => ({ ...facts, seat: three[place % 3] ?? seat }));
  };
}

function createCategoriesDraw({ skew, several, association }: Profile, random: Random, topics: readonly string[]) {
  const codes = new Map<string, readonly string[]>([
    ['TOPIC', topics],
    ...Object.entries(fixedLabels).map(([name, labels]) => [name, Object.keys(labels)] as const),
  ]);
  const one = (name: string) => {
    const own = codes.get(name) ?? [];
    return own[Math.floor(own.length * random.next() ** (1 + skew))] ?? '';
  };
  const some = (name: string) => {
    const found = new Set([one(name)]);
    while (random.chance(several)) found.add(one(name));
    return [...found];
  };
  // In some datasets all cases have the same in a dimension or two.
  const always = new Set(dimensionNames.filter(() => random.chance(0.1)));
  const draw = (name: 'PHASE' | 'INQUIRER_KIND' | 'CHANNEL') => [
    always.has(name) ? (codes.get(name)?.[0] ?? '') : one(name),
  ];
  return ({ kind }: Seat) => {
    const usual = kind === 'LANDKREIS' ? 'LANDKREISTAG' : random.chance(0.8) ? 'GEMEINDETAG' : 'STAEDTETAG';
    return new Map<string, readonly string[]>([
      ['ASSOCIATION', [association ?? usual]],
      ['TOPIC', some('TOPIC')],
      ['SUPPORT', some('SUPPORT')],
      ...(['PHASE', 'INQUIRER_KIND', 'CHANNEL'] as const).map((name) => [name, draw(name)] as const),
    ]);
  };
}
