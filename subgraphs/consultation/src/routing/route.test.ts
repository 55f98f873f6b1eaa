import { describe, expect, test } from 'vitest';
import { route } from './route.ts';
import { advisor, byKey, byName, facts, inquiry, roles, saidBy } from './routing.fixtures.ts';
import type { InquirerKind } from './routing.types.ts';

describe('the nine vectors of the domain', () => {
  test.each([
    ['08111000', 'Stuttgart', 'STAEDTETAG LEAD', 5],
    ['08415061', 'Reutlingen', 'STAEDTETAG LEAD', 6],
    ['08326074', 'Villingen-Schwenningen', 'STAEDTETAG LEAD, GEMEINDETAG INFORMED', 7],
    ['08336081', 'Schopfheim', 'GEMEINDETAG LEAD, STAEDTETAG INFORMED', 7],
    ['08336010', 'Böllen', 'GEMEINDETAG LEAD', 6],
    ['08226', 'Rhein-Neckar-Kreis', 'LANDKREISTAG LEAD', 3],
  ])('%s %s: %s by rule %i', (ags, name, participations, rule) => {
    const decision = route(inquiry({ place: byKey(ags) }), facts());

    expect(decision).toMatchObject({ outcome: 'ASSIGNED', seat: ags, concerns: [ags], choices: [] });
    expect(roles(decision)).toBe(participations);
    expect(decision.rules).toContain(rule);
    expect(decision.reasons.join(' ')).toContain(name);
  });

  test('the name Malsch fits two Kommunen, which are returned in the order of the register', () => {
    const decision = route(inquiry({ place: byName('Malsch') }), facts({ placeMatches: ['08226046', '08215046'] }));

    expect(decision).toMatchObject({
      outcome: 'AMBIGUOUS_PLACE',
      choices: ['08215046', '08226046'],
      seat: null,
      lead: null,
      participations: [],
      owner: null,
      reasons: [
        '„Malsch“ passt auf 2 Kommunen: die Gemeinde Malsch (Landkreis Karlsruhe) und die Gemeinde Malsch (Rhein-Neckar-Kreis).',
        'Bitte wählen Sie aus, welche Kommune Sie meinen.',
      ],
    });
  });

  test('08317971 is refused: a gemeindefreies Gebiet has no Kommune', () => {
    expect(route(inquiry({ place: byKey('08317971') }), facts())).toMatchObject({
      outcome: 'REFUSED',
      owner: null,
      participations: [],
      unknownKeys: [],
      reasons: [
        'Rheinau (Schlüssel 08317971) ist ein gemeindefreies Gebiet und keine Kommune.',
        'Bitte nennen Sie uns die Stadt oder Gemeinde, um die es geht.',
      ],
    });
  });

  test('a Verein without a place goes to triage', () => {
    expect(route(inquiry({ inquirerKind: 'ASSOCIATION_OF_CITIZENS' }), facts())).toMatchObject({
      outcome: 'TRIAGE',
      seat: null,
      lead: null,
      participations: [],
      advisor: null,
      owner: { kind: 'COORDINATORS' },
      reasons: ['Sie haben keinen Ort genannt, deshalb bestimmt die Koordination, wer Sie berät.'],
      rules: [1],
    });
  });
});

describe('rule 1: interested parties', () => {
  test.each<InquirerKind>(['ASSOCIATION_OF_CITIZENS', 'INITIATIVE', 'PROVIDER', 'HOUSING', 'SCIENCE', 'PRIVATE'])(
    '%s with a place is routed like that place, and the Kommune learns of it only with consent',
    (inquirerKind) => {
      const asked = inquiry({ place: byKey('08336010'), inquirerKind });
      const silent = route(asked, facts());
      const open = route({ ...asked, consentToInformKommune: true }, facts());

      expect(roles(silent)).toBe('GEMEINDETAG LEAD');
      expect(silent.informKommune).toBe(false);
      expect(open).toEqual({ ...silent, informKommune: true });
      expect(saidBy(silent, 1)).toEqual([
        'Für Ihre Anfrage gilt dasselbe wie für eine Anfrage der Kommune Böllen, und diese erfährt davon nur mit Ihrer Einwilligung.',
      ]);
    },
  );

  test.each<InquirerKind>(['KOMMUNE', 'LANDKREIS', 'MUNICIPAL_ALLIANCE'])(
    '%s asks for itself: nobody has to be informed',
    (inquirerKind) => {
      const decision = route(
        inquiry({ place: byKey('08336010'), inquirerKind, consentToInformKommune: true }),
        facts(),
      );

      expect(decision.informKommune).toBe(false);
      expect(saidBy(decision, 1)).toEqual([]);
    },
  );

  test('consent without a place informs nobody', () => {
    const decision = route(inquiry({ inquirerKind: 'PRIVATE', consentToInformKommune: true }), facts());

    expect(decision.informKommune).toBe(false);
  });

  test('in triage the coordinators hear of the wish', () => {
    expect(route(inquiry({ wish: 'GEMEINDETAG' }), facts()).reasons.at(-1)).toBe(
      'Die Koordination kennt Ihren Wunsch nach dem Gemeindetag.',
    );
  });
});

describe('rule 2: the whole Land', () => {
  test.each([
    ['without a place', null, null],
    ['with a place', byKey('08111000'), '08111000'],
  ])('%s goes to triage, and all three associations are informed', (_case, place, seat) => {
    const decision = route(inquiry({ reach: 'LAND', place }), facts());

    expect(decision).toMatchObject({
      outcome: 'TRIAGE',
      seat,
      lead: null,
      owner: { kind: 'COORDINATORS' },
      rules: [2, 2],
    });
    expect(roles(decision)).toBe('STAEDTETAG INFORMED, GEMEINDETAG INFORMED, LANDKREISTAG INFORMED');
    expect(decision.reasons).toEqual([
      'Ihr Anliegen betrifft das ganze Land, deshalb bestimmt die Koordination, wer Sie berät.',
      'Der Städtetag, der Gemeindetag und der Landkreistag werden informiert.',
    ]);
  });

  test('an unknown place does not take the Land out of it', () => {
    const decision = route(inquiry({ reach: 'LAND', place: byName('Nirgendwo') }), facts());

    expect(decision).toMatchObject({ outcome: 'TRIAGE', rules: [0, 0, 2, 2] });
    expect(decision.participations).toHaveLength(3);
  });

  test('a place outside Baden-Württemberg is still referred', () => {
    expect(route(inquiry({ reach: 'LAND', place: byKey('09162000') }), facts()).outcome).toBe('REFERRED');
  });
});

describe('the owner', () => {
  test('is the advisor, if rule 9 finds one', () => {
    const decision = route(inquiry({ place: byKey('08336010') }), facts());

    expect(decision.advisor).toEqual({ association: 'GEMEINDETAG', id: 'gt-1' });
    expect(decision.owner).toEqual({ kind: 'ADVISOR', association: 'GEMEINDETAG', id: 'gt-1' });
    expect(decision.rules.at(-1)).toBe(9);
  });

  test('is the team of the lead association if nobody is free, and the reasons say so', () => {
    const decision = route(inquiry({ place: byKey('08336010') }), facts({ advisors: [advisor('STAEDTETAG', 'st-1')] }));

    expect(decision).toMatchObject({
      outcome: 'ASSIGNED',
      lead: 'GEMEINDETAG',
      advisor: null,
      owner: { kind: 'TEAM', association: 'GEMEINDETAG' },
    });
    expect(saidBy(decision, 9)).toEqual([
      'Im Gemeindetag ist zurzeit niemand frei, der zu Ihrer Anfrage passt.',
      'Deshalb ist das Team des Gemeindetags zuständig und erhält sofort eine Meldung.',
    ]);
  });

  test('is the team too when the directory is still empty', () => {
    expect(route(inquiry({ place: byKey('08111000') }), facts({ advisors: [] })).owner).toEqual({
      kind: 'TEAM',
      association: 'STAEDTETAG',
    });
  });

  test('deputises without the reasons telling who is absent', () => {
    const absent = advisor('GEMEINDETAG', 'gt-1', {
      absences: [{ from: '2026-11-20', until: '2026-11-30', deputy: 'gt-2' }],
      knows: ['08336010'],
    });
    const decision = route(
      inquiry({ place: byKey('08336010') }),
      facts({ advisors: [absent, advisor('GEMEINDETAG', 'gt-2')] }),
    );

    expect(decision.advisor?.id).toBe('gt-2');
    expect(saidBy(decision, 9)).toEqual([
      'Im Gemeindetag berät Sie eine Person, die eine Kollegin oder einen Kollegen vertritt.',
    ]);
  });

  test('the sentence on the advisor says what spoke for the choice, but not that there was a case', () => {
    const knows = advisor('LANDKREISTAG', 'lt-1', { knows: ['08226'] });
    const decision = route(inquiry({ place: byKey('08226'), topics: ['BET'] }), facts({ advisors: [knows] }));

    expect(saidBy(decision, 9)).toEqual([
      'Im Landkreistag berät Sie eine Person, die Ihr Thema beherrscht, für den Rhein-Neckar-Kreis zuständig ist und freie Zeit hat.',
    ]);
  });
});
