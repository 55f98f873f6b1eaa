import type {
  AdvisorFact,
  AssociationCode,
  KommuneFact,
  MembershipFact,
  Place,
  RoutingDecision,
  RoutingFacts,
  RoutingInquiry,
} from './routing.types.ts';

/** A small, true piece of the register (30.11.2025) with memberships by the sample rule, for tests. */

export const TODAY = '2026-11-22';

export function kommune(ags: string, name: string, rest: Partial<KommuneFact> = {}): KommuneFact {
  return {
    ags,
    name,
    kind: ags.length === 5 ? 'LANDKREIS' : 'GEMEINDE',
    population: 5_000,
    landkreisName: null,
    validUntil: null,
    successorAgs: null,
    ...rest,
  };
}

const LOERRACH = { landkreisName: 'Lörrach' };

export const KOMMUNEN: readonly KommuneFact[] = [
  kommune('08111000', 'Stuttgart', { kind: 'STADTKREIS', population: 612_663 }),
  kommune('08121000', 'Heilbronn', { kind: 'STADTKREIS', population: 131_986 }),
  kommune('08125', 'Heilbronn', { population: 353_877 }),
  kommune('08215046', 'Malsch', { population: 14_880, landkreisName: 'Karlsruhe' }),
  kommune('08226', 'Rhein-Neckar-Kreis', { population: 558_561 }),
  kommune('08226046', 'Malsch', { population: 3_478, landkreisName: 'Rhein-Neckar-Kreis' }),
  kommune('08326074', 'Villingen-Schwenningen', {
    kind: 'GROSSE_KREISSTADT',
    population: 89_756,
    landkreisName: 'Schwarzwald-Baar-Kreis',
  }),
  kommune('08336', 'Lörrach', { population: 238_263 }),
  kommune('08336010', 'Böllen', { population: 92, ...LOERRACH }),
  kommune('08336050', 'Lörrach', { kind: 'GROSSE_KREISSTADT', population: 51_349, ...LOERRACH }),
  kommune('08336081', 'Schopfheim', { kind: 'STADT', population: 20_332, ...LOERRACH }),
  kommune('08336093', 'Tegernau', { population: 500, validUntil: '2008-12-31', successorAgs: '08336107', ...LOERRACH }),
  kommune('08336107', 'Kleines Wiesental', { population: 2_970, ...LOERRACH }),
  kommune('08415061', 'Reutlingen', { kind: 'GROSSE_KREISSTADT', population: 118_852, landkreisName: 'Reutlingen' }),
];

export function member(association: AssociationCode, ags: string, rest: Partial<MembershipFact> = {}): MembershipFact {
  return { association, ags, status: 'ACTIVE', from: '2001-01-01', until: null, preferred: false, ...rest };
}

export const MEMBERSHIPS: readonly MembershipFact[] = [
  ...['08111000', '08121000', '08326074', '08336050', '08336081', '08415061'].map((ags) => member('STAEDTETAG', ags)),
  ...['08215046', '08226046', '08326074', '08336010', '08336050', '08336081', '08336107'].map((ags) =>
    member('GEMEINDETAG', ags),
  ),
  ...['08125', '08226', '08336'].map((ags) => member('LANDKREISTAG', ags)),
];

export function advisor(association: AssociationCode, id: string, rest: Partial<AdvisorFact> = {}): AdvisorFact {
  return {
    association,
    id,
    active: true,
    absences: [],
    conflicts: [],
    topics: [{ topic: 'BET', level: 2 }],
    areas: ['08'],
    capacity: 10,
    openCases: 0,
    lastAssignedAt: null,
    knows: [],
    ...rest,
  };
}

export const ADVISORS: readonly AdvisorFact[] = [
  advisor('STAEDTETAG', 'st-1'),
  advisor('GEMEINDETAG', 'gt-1'),
  advisor('LANDKREISTAG', 'lt-1'),
];

export function facts(rest: Partial<RoutingFacts> = {}): RoutingFacts {
  return {
    placeMatches: [],
    kommunen: KOMMUNEN,
    unincorporated: [
      { ags: '08317971', name: 'Rheinau, gemeindefreies Gebiet' },
      { ags: '08415971', name: 'Gutsbezirk Münsingen, gemeindefreies Gebiet' },
    ],
    memberships: MEMBERSHIPS,
    cases: [],
    advisors: ADVISORS,
    ...rest,
  };
}

export function inquiry(rest: Partial<RoutingInquiry> = {}): RoutingInquiry {
  return {
    place: null,
    furtherPlaces: [],
    reach: 'KOMMUNE',
    inquirerKind: 'KOMMUNE',
    topics: [],
    wish: null,
    consentToInformKommune: false,
    on: TODAY,
    ...rest,
  };
}

export const byKey = (value: string): Place => ({ by: 'AGS', value });
export const byName = (value: string): Place => ({ by: 'NAME', value });
export const byPostalCode = (value: string): Place => ({ by: 'POSTAL_CODE', value });

/** „STAEDTETAG LEAD, GEMEINDETAG INFORMED“: participations as a line that is easy to compare. */
export const roles = ({ participations }: RoutingDecision): string =>
  participations.map(({ association, role }) => `${association} ${role}`).join(', ');

/** The sentences one rule said. */
export const saidBy = (decision: RoutingDecision, rule: number): string[] =>
  decision.reasons.filter((_reason, index) => decision.rules[index] === rule);
