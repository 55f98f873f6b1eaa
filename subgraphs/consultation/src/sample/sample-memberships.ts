import type { AssociationCode, KommuneKind, MembershipFact } from '../routing/routing.types.ts';

/** What the rule must know of a Kommune. */
export interface SampleKommune {
  readonly ags: string;
  readonly kind: KommuneKind;
  readonly population: number;
}

/** Große Kreisstadt that stays in both associations, so that the sample has a large one with two memberships. */
const villingenSchwenningen = '08326074';

const byPopulation = (a: SampleKommune, b: SampleKommune) => b.population - a.population || (a.ags < b.ags ? -1 : 1);

/**
 * Who belongs to which association in the sample: there is no public list, so a rule makes one up.
 *
 * Städtetag: the Stadtkreise, the Große Kreisstädte and the 96 largest others. Gemeindetag: all but the Stadtkreise and the 27
 * largest Große Kreisstädte other than Villingen-Schwenningen. Landkreistag: the Landkreise.
 */
export function sampleMembershipsOf(kommunen: readonly SampleKommune[]): readonly MembershipFact[] {
  const largestFirst = [...kommunen].sort(byPopulation);
  const ofKind = (...kinds: KommuneKind[]) => largestFirst.filter(({ kind }) => kinds.includes(kind));
  const grosse = ofKind('GROSSE_KREISSTADT');
  const others = ofKind('STADT', 'GEMEINDE');
  const leavers = new Set(grosse.filter(({ ags }) => ags !== villingenSchwenningen).slice(0, 27));
  const members: Record<AssociationCode, readonly SampleKommune[]> = {
    STAEDTETAG: [...ofKind('STADTKREIS'), ...grosse, ...others.slice(0, 96)],
    GEMEINDETAG: [...grosse.filter((kommune) => !leavers.has(kommune)), ...others],
    LANDKREISTAG: ofKind('LANDKREIS'),
  };
  return (Object.keys(members) as AssociationCode[]).flatMap((association) =>
    members[association].map(({ ags }) => ({
      ...{ association, ags, status: 'ACTIVE' as const, from: null, until: null, preferred: false },
    })),
  );
}
