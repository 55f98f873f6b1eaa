import type { KommuneFact, MembershipFact } from '../routing/routing.types.ts';
import type { Random } from './random.ts';
import type { SampleTopic } from './sample.types.ts';
import { sampleMembershipsOf } from './sample-memberships.ts';

/** Where sample cases come from: the register, ready to be drawn from, and who is a member where. */
export interface SampleWorld {
  readonly topics: readonly SampleTopic[];
  readonly kommuneOf: (ags: string) => KommuneFact;
  readonly membershipsOf: (ags: readonly string[]) => readonly MembershipFact[];
  /** A Gemeinde; the larger, the more often. */
  readonly drawGemeinde: (random: Random) => KommuneFact;
  readonly drawLandkreis: (random: Random) => KommuneFact;
  /** Up to `count` others in the same Landkreis, or in the same Region for a Stadtkreis. */
  readonly drawNeighbours: (random: Random, kommune: KommuneFact, count: number) => readonly KommuneFact[];
}

/** @param kommunen all Kommunen that exist; their order makes no difference */
export function createSampleWorld(kommunen: readonly KommuneFact[], topics: readonly SampleTopic[]): SampleWorld {
  const ordered = [...kommunen].sort((a, b) => (a.ags < b.ags ? -1 : 1));
  const byAgs = new Map(ordered.map((kommune) => [kommune.ags, kommune]));
  const memberships = Map.groupBy(sampleMembershipsOf(ordered), ({ ags }) => ags);
  const gemeinden = ordered.filter(({ kind }) => kind !== 'LANDKREIS');
  const landkreise = ordered.filter(({ kind }) => kind === 'LANDKREIS');
  const byLandkreis = Map.groupBy(gemeinden, ({ ags }) => ags.slice(0, 5));
  const byRegion = Map.groupBy(gemeinden, ({ ags }) => ags.slice(0, 4));
  const neighbourhoodOf = ({ ags, kind }: KommuneFact) =>
    (kind === 'STADTKREIS' ? byRegion.get(ags.slice(0, 4)) : byLandkreis.get(ags.slice(0, 5))) ?? [];

  return {
    topics,
    kommuneOf: (ags) => {
      const kommune = byAgs.get(ags);
      if (kommune === undefined) throw new Error(`the register has no ${ags}`);
      return kommune;
    },
    membershipsOf: (ags) => ags.flatMap((key) => memberships.get(key) ?? []),
    drawGemeinde: createDraw(gemeinden),
    drawLandkreis: (random) => random.pick(landkreise),
    drawNeighbours: (random, kommune, count) => {
      const others = neighbourhoodOf(kommune).filter(({ ags }) => ags !== kommune.ags);
      const drawn = Array.from({ length: Math.min(count, others.length) }, () => random.pick(others));
      return [...new Set(drawn)];
    },
  };
}

/** Twice the inhabitants ask half as much again: large ones ask more often, and small ones ask too. */
function createDraw(kommunen: readonly KommuneFact[]): (random: Random) => KommuneFact {
  let total = 0;
  const ends = kommunen.map(({ population }) => {
    total += population ** 0.6;
    return total;
  });
  return (random) => {
    const place = random.next() * total;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const kommune = kommunen[low];
    if (kommune === undefined) throw new Error('the register is empty');
    return kommune;
  };
}
