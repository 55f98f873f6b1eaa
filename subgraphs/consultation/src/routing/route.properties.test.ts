import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { route } from './route.ts';
import type {
  AdvisorFact,
  AssociationCode,
  CaseFact,
  KommuneFact,
  MembershipFact,
  Place,
  RoutingFacts,
  RoutingInquiry,
} from './routing.types.ts';

/** Few keys, few days and few ids on purpose: chance must make them meet. */
const KEYS = [
  '08111000',
  '08121000',
  '08125',
  '08125001',
  '08226',
  '08226046',
  '08326074',
  '08336',
  '08336010',
  '08336081',
  '08336107',
] as const;
const STADTKREISE: readonly string[] = ['08111000', '08121000'];
const NAMES = ['Malsch', 'Böllen', 'Lörrach', 'St. Blasien'];
const GIVEN = [...KEYS, '08111', '08121', '08317971', '08999999', '09162000', '0833601'];
const TOPICS = ['BET', 'PFL', 'DIG'];
const IDS = ['a', 'b', 'c', 'd'];

const association = fc.constantFrom<AssociationCode>('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG');
const day = fc.constantFrom('2024-11-21', '2024-11-22', '2025-06-01', '2026-11-21', '2026-11-22', '2026-11-23');
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 4 });

const kommune = (ags: string): fc.Arbitrary<KommuneFact> =>
  fc.record({
    ags: fc.constant(ags),
    name: fc.constantFrom(...NAMES),
    kind:
      ags.length === 5
        ? fc.constant('LANDKREIS' as const)
        : STADTKREISE.includes(ags)
          ? fc.constant('STADTKREIS' as const)
          : fc.constantFrom('GROSSE_KREISSTADT' as const, 'STADT' as const, 'GEMEINDE' as const),
    population: fc.constantFrom(92, 5_000, 612_663),
    landkreisName: fc.constant(ags.length === 5 || STADTKREISE.includes(ags) ? null : 'Lörrach'),
    validUntil: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day }),
    successorAgs: orNull(fc.constantFrom<string>(...KEYS)),
  });

const membership: fc.Arbitrary<MembershipFact> = fc.record({
  association,
  ags: fc.constantFrom<string>(...KEYS),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'DORMANT', 'ENDED'),
  from: orNull(day),
  until: orNull(day),
  preferred: fc.boolean(),
});

const caseFact: fc.Arbitrary<CaseFact> = fc.record({
  ags: fc.constantFrom<string>(...KEYS),
  lead: association,
  receivedOn: day,
  closedOn: orNull(day),
});

const advisor: fc.Arbitrary<AdvisorFact> = fc.record({
  association,
  id: fc.constantFrom(...IDS),
  active: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  absences: fc.array(fc.record({ from: day, until: orNull(day), deputy: orNull(fc.constantFrom(...IDS)) }), {
    maxLength: 2,
  }),
  conflicts: fc.uniqueArray(fc.constantFrom<string>(...KEYS, '08111'), { maxLength: 1 }),
  topics: fc.uniqueArray(
    fc.record({ topic: fc.constantFrom(...TOPICS), level: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
    { selector: ({ topic }) => topic },
  ),
  areas: some(['08', '083', '0833', '08336', '08111', '0812']),
  capacity: fc.integer({ min: 0, max: 3 }),
  openCases: fc.integer({ min: 0, max: 3 }),
  lastAssignedAt: orNull(fc.constantFrom('2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z')),
  knows: some(KEYS),
});

const factsArbitrary: fc.Arbitrary<RoutingFacts> = fc.record({
  placeMatches: some(GIVEN),
  kommunen: fc.tuple(...KEYS.map(kommune)).chain((rows) => fc.shuffledSubarray(rows, { minLength: 6 })),
  unincorporated: fc.constant([{ ags: '08317971', name: 'Rheinau, gemeindefreies Gebiet' }]),
  memberships: fc.array(membership, { maxLength: 24 }),
  cases: fc.array(caseFact, { maxLength: 6 }),
  advisors: fc.uniqueArray(advisor, { maxLength: 10, selector: (row) => `${row.association} ${row.id}` }),
});

const place: fc.Arbitrary<Place | null> = fc.oneof(
  fc.constant(null),
  fc.record({ by: fc.constant('AGS' as const), value: fc.constantFrom(...GIVEN) }),
  fc.record({
    by: fc.constant('NAME' as const),
    value: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary' })),
  }),
  fc.record({ by: fc.constant('POSTAL_CODE' as const), value: fc.constantFrom('79677', '10115', '', '7967') }),
);

const inquiryArbitrary: fc.Arbitrary<RoutingInquiry> = fc.record({
  place,
  furtherPlaces: some(GIVEN),
  reach: fc.constantFrom('KOMMUNE', 'KOMMUNE', 'SEVERAL', 'LANDKREIS', 'LAND'),
  inquirerKind: fc.constantFrom('KOMMUNE', 'LANDKREIS', 'PRIVATE', 'PROVIDER'),
  topics: some(TOPICS),
  wish: orNull(association),
  consentToInformKommune: fc.boolean(),
  on: day,
});

const check = (property: (inquiry: RoutingInquiry, facts: RoutingFacts) => void, numRuns = 2_000) =>
  fc.assert(fc.property(inquiryArbitrary, factsArbitrary, property), { numRuns });

describe('whatever comes in', () => {
  test('a case always has an owner, and an outcome without a case has neither owner nor participations', () => {
    check((inquiry, facts) => {
      const { outcome, owner, advisor: chosen, lead, participations, seat } = route(inquiry, facts);
      if (outcome === 'AMBIGUOUS_PLACE' || outcome === 'REFUSED' || outcome === 'REFERRED') {
        expect({ owner, chosen, lead, participations, seat }).toEqual({
          owner: null,
          chosen: null,
          lead: null,
          participations: [],
          seat: null,
        });
      } else if (outcome === 'ASSIGNED') {
        expect(owner).toEqual(
          chosen === null ? { kind: 'TEAM', association: lead } : { kind: 'ADVISOR', association: lead, id: chosen.id },
        );
      } else {
        expect({ owner, chosen, lead }).toEqual({ owner: { kind: 'COORDINATORS' }, chosen: null, lead: null });
      }
    });
  });

  test('there is exactly one lead if and only if the case is assigned, and no association takes part twice', () => {
    check((inquiry, facts) => {
      const { outcome, lead, participations } = route(inquiry, facts);
      const leads = participations.filter(({ role }) => role === 'LEAD').map((one) => one.association);

      expect(leads).toEqual(outcome === 'ASSIGNED' ? [lead] : []);
      expect(lead === null).toBe(outcome !== 'ASSIGNED');
      expect(new Set(participations.map((one) => one.association)).size).toBe(participations.length);
    });
  });

  test('a Stadtkreis is led by the Städtetag and never by the Landkreistag', () => {
    check((inquiry, facts) => {
      const { outcome, seat, lead } = route(inquiry, facts);
      if (seat === null || !STADTKREISE.includes(seat)) return;

      expect(lead).toBe(outcome === 'ASSIGNED' ? 'STAEDTETAG' : null);
      expect(outcome).toBe(inquiry.reach === 'LAND' ? 'TRIAGE' : 'ASSIGNED');
    });
  });

  test('choices are at least two known Kommunen in the order of the register, and only where the place is ambiguous', () => {
    check((inquiry, facts) => {
      const { outcome, choices } = route(inquiry, facts);

      expect(choices.length > 1).toBe(outcome === 'AMBIGUOUS_PLACE');
      expect(choices).toEqual([...new Set(choices)].sort());
      expect(facts.kommunen.map(({ ags }) => ags)).toEqual(expect.arrayContaining([...choices]));
    });
  });

  test('an advisor who is chosen is active, present, free, of the lead association and without a conflict', () => {
    check((inquiry, facts) => {
      const { advisor: chosen, lead, concerns } = route(inquiry, facts);
      if (chosen === null) return;
      const row = facts.advisors.find(({ association: code, id }) => code === chosen.association && id === chosen.id);

      expect(row).toMatchObject({ active: true, association: lead });
      expect(row?.openCases).toBeLessThan(row?.capacity ?? 0);
      expect(row?.absences.filter(({ from, until }) => from <= inquiry.on && (until ?? '9999') >= inquiry.on)).toEqual(
        [],
      );
      expect(row?.conflicts.filter((key) => concerns.some((ags) => ags === key || ags === `${key}000`))).toEqual([]);
    }, 5_000);
  });

  test('every decision gives its reasons, each a German sentence with the rule behind it', () => {
    check((inquiry, facts) => {
      const { reasons, rules } = route(inquiry, facts);

      expect(reasons.length).toBeGreaterThan(0);
      expect(rules).toHaveLength(reasons.length);
      for (const reason of reasons) expect(reason).toMatch(/^[\p{Lu}„].*\.$/u);
      for (const reason of reasons) expect(reason).not.toMatch(/undefined|null|NaN|\n/);
      expect(new Set(reasons).size).toBe(reasons.length);
    });
  });

  test('every part an association has is said in the reasons, and no other', () => {
    const names = { STAEDTETAG: 'Städtetag', GEMEINDETAG: 'Gemeindetag', LANDKREISTAG: 'Landkreistag' };
    const sentences = {
      LEAD: (name: string) => new RegExp(`leitet der ${name} die Beratung`),
      CO_ADVICE: (name: string) => new RegExp(`berät (auch )?der ${name} mit`),
      INFORMED: (name: string) => new RegExp(`er ${name}(,| und| wird| werden).* ?informiert`),
    };
    check((inquiry, facts) => {
      const { participations, reasons } = route(inquiry, facts);
      for (const code of ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'] as const) {
        const role = participations.find((one) => one.association === code)?.role;
        for (const [part, sentence] of Object.entries(sentences)) {
          const unrelated = /^Ihren Wunsch/;
          const said = reasons.some((reason) => !unrelated.test(reason) && sentence(names[code]).test(reason));
          expect({ code, part, said }).toEqual({ code, part, said: role === part });
        }
      }
    });
  });

  test('the Kommune is told only of an interested party that consented', () => {
    check((inquiry, facts) => {
      const { informKommune, seat } = route(inquiry, facts);
      const party = inquiry.inquirerKind === 'PRIVATE' || inquiry.inquirerKind === 'PROVIDER';

      expect(informKommune).toBe(seat !== null && party && inquiry.consentToInformKommune);
    });
  });
});

describe('what changes nothing', () => {
  test('asking twice', () => {
    check((inquiry, facts) => {
      const before = structuredClone({ inquiry, facts });

      expect(route(inquiry, facts)).toEqual(route(inquiry, facts));
      expect({ inquiry, facts }).toEqual(before);
    });
  });

  test('the order of rows and of further places and topics', () => {
    const shuffled = <T>(rows: readonly T[]) => fc.shuffledSubarray([...rows], { minLength: rows.length });
    const both = fc.tuple(inquiryArbitrary, factsArbitrary).chain(([inquiry, facts]) =>
      fc.record({
        inquiry: fc.constant(inquiry),
        facts: fc.constant(facts),
        mixedInquiry: fc
          .record({ furtherPlaces: shuffled(inquiry.furtherPlaces), topics: shuffled(inquiry.topics) })
          .map((mixed): RoutingInquiry => ({ ...inquiry, ...mixed })),
        mixedFacts: fc.record({
          placeMatches: shuffled(facts.placeMatches),
          kommunen: shuffled(facts.kommunen),
          unincorporated: shuffled(facts.unincorporated),
          memberships: shuffled(facts.memberships),
          cases: shuffled(facts.cases),
          advisors: shuffled(facts.advisors).map((rows) =>
            rows.map((row) => ({
              ...row,
              absences: row.absences.toReversed(),
              topics: row.topics.toReversed(),
              areas: row.areas.toReversed(),
              conflicts: row.conflicts.toReversed(),
              knows: row.knows.toReversed(),
            })),
          ),
        }),
      }),
    );

    fc.assert(
      fc.property(both, ({ inquiry, facts, mixedInquiry, mixedFacts }) => {
        expect(route(mixedInquiry, mixedFacts)).toEqual(route(inquiry, facts));
      }),
      { numRuns: 3_000 },
    );
  });

  test('a membership that ended before the day', () => {
    fc.assert(
      fc.property(inquiryArbitrary, factsArbitrary, membership, fc.boolean(), (inquiry, facts, extra, dated) => {
        const ended: MembershipFact = { ...extra, status: 'ENDED', until: dated ? '2020-12-31' : null };
        const memberships = [...facts.memberships, ended];

        expect(route(inquiry, { ...facts, memberships })).toEqual(route(inquiry, facts));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a trial run: without the consent the answer is the same but for informing the Kommune', () => {
    check((inquiry, facts) => {
      const decision = route(inquiry, facts);

      expect(route({ ...inquiry, consentToInformKommune: false }, facts)).toEqual({
        ...decision,
        informKommune: false,
      });
    });
  });

  test('rows of Kommunen that the inquiry does not name', () => {
    check((inquiry, facts) => {
      const { outcome, concerns } = route(inquiry, facts);
      if (outcome === 'AMBIGUOUS_PLACE') return;
      const named = ({ ags }: { readonly ags: string }) => concerns.includes(ags);

      expect(
        route(inquiry, { ...facts, memberships: facts.memberships.filter(named), cases: facts.cases.filter(named) }),
      ).toEqual(route(inquiry, facts));
    });
  });
});
