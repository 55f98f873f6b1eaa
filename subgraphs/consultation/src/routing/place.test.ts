import { describe, expect, test } from 'vitest';
import { route } from './route.ts';
import { byKey, byName, byPostalCode, facts, inquiry, KOMMUNEN, kommune, saidBy } from './routing.fixtures.ts';
import type { KommuneFact, Place, RoutingDecision, RoutingFacts } from './routing.types.ts';

const routed = (place: Place, rest: Partial<RoutingFacts> = {}): RoutingDecision =>
  route(inquiry({ place }), facts(rest));

const withRows = (...rows: readonly KommuneFact[]) => ({ kommunen: [...KOMMUNEN, ...rows] });

describe('a key', () => {
  test('of a Kreis finds the Stadtkreis that has it', () => {
    expect(routed(byKey('08111'))).toMatchObject({ outcome: 'ASSIGNED', seat: '08111000', lead: 'STAEDTETAG' });
  });

  test.each(['08999999', '08199', '0833601', '083360100', 'Böllen', '', '00123456', '17001001'])(
    '%j that the register does not know is refused and named as unknown',
    (key) => {
      const decision = routed(byKey(key));

      expect(decision).toMatchObject({ outcome: 'REFUSED', owner: null, unknownKeys: [key], rules: [0, 0] });
      expect(decision.reasons).toEqual([
        `Den Schlüssel „${key}“ gibt es im Gemeindeverzeichnis von Baden-Württemberg nicht.`,
        'Bitte prüfen Sie die Ziffern oder suchen Sie die Kommune mit ihrem Namen.',
      ]);
    },
  );

  test.each([
    ['09162000', 'Bayern'],
    ['06411', 'Hessen'],
    ['16051000', 'Thüringen'],
  ])('%s outside Baden-Württemberg is referred to the associations in %s', (key, land) => {
    expect(routed(byKey(key))).toMatchObject({
      outcome: 'REFERRED',
      seat: null,
      participations: [],
      owner: null,
      reasons: [
        `Der Schlüssel „${key}“ gehört zu ${land}, wir beraten nur in Baden-Württemberg.`,
        `Bitte wenden Sie sich an die kommunalen Spitzenverbände in ${land}.`,
      ],
    });
  });

  test('needs no matches, and matches do not change what it means', () => {
    expect(routed(byKey('08336010'), { placeMatches: ['08111000', '08226'] }).seat).toBe('08336010');
  });
});

describe('a Kommune that has ended', () => {
  test('is followed to its successor, with a reason', () => {
    const decision = routed(byKey('08336093'));

    expect(decision).toMatchObject({ outcome: 'ASSIGNED', seat: '08336107', lead: 'GEMEINDETAG' });
    expect(saidBy(decision, 0)).toEqual([
      'Tegernau ist seit dem 01.01.2009 keine eigene Kommune mehr, deshalb richten wir uns nach Kleines Wiesental.',
    ]);
  });

  test('still counts on its last day', () => {
    const on = (day: string) => route(inquiry({ place: byKey('08336093'), on: day }), facts()).seat;

    expect(on('2008-12-31')).toBe('08336093');
    expect(on('2009-01-01')).toBe('08336107');
  });

  test('is followed through several successors', () => {
    const rows = withRows(kommune('08336001', 'Alt', { validUntil: '1973-12-31', successorAgs: '08336093' }));

    expect(routed(byKey('08336001'), rows).seat).toBe('08336107');
  });

  test.each([
    ['has no successor', [kommune('08336001', 'Alt', { validUntil: '1973-12-31' })]],
    [
      'has a successor that was not looked up',
      [kommune('08336001', 'Alt', { validUntil: '1973-12-31', successorAgs: '08336002' })],
    ],
    [
      'is its own successor in a circle',
      [
        kommune('08336001', 'Alt', { validUntil: '1973-12-31', successorAgs: '08336002' }),
        kommune('08336002', 'Neu', { validUntil: '1974-12-31', successorAgs: '08336001' }),
      ],
    ],
  ])('goes to triage if it %s', (_case, rows) => {
    const decision = routed(byKey('08336001'), withRows(...rows));

    expect(decision).toMatchObject({ outcome: 'TRIAGE', seat: null, owner: { kind: 'COORDINATORS' } });
    expect(decision.reasons).toEqual([
      'Alt ist seit dem 01.01.1974 keine eigene Kommune mehr, und wir kennen keine Nachfolgerin.',
      'Die Koordination klärt mit Ihnen, welche Kommune Sie meinen.',
    ]);
  });
});

describe('a name', () => {
  test('of a Stadtkreis and a Landkreis gives the choice of both', () => {
    const decision = routed(byName('Heilbronn'), { placeMatches: ['08125', '08121000'] });

    expect(decision).toMatchObject({ outcome: 'AMBIGUOUS_PLACE', choices: ['08121000', '08125'] });
    expect(decision.reasons[0]).toBe(
      '„Heilbronn“ passt auf 2 Kommunen: der Stadtkreis Heilbronn und der Landkreis Heilbronn.',
    );
  });

  test('that fits one Kommune needs no word about the place', () => {
    const decision = routed(byName('Schopfheim'), { placeMatches: ['08336081'] });

    expect(decision).toMatchObject({ outcome: 'ASSIGNED', seat: '08336081' });
    expect(saidBy(decision, 0)).toEqual([]);
  });

  test('means the Kommune that bears it today rather than one that once did', () => {
    const rows = withRows(kommune('08336001', 'Schopfheim', { validUntil: '1973-12-31', successorAgs: '08336107' }));

    expect(routed(byName('Schopfheim'), { ...rows, placeMatches: ['08336001', '08336081'] }).seat).toBe('08336081');
  });

  test('that only an ended Kommune bore leads to its successor', () => {
    expect(routed(byName('Tegernau'), { placeMatches: ['08336093'] }).seat).toBe('08336107');
  });

  test('of two ended Kommunen with one successor is no choice', () => {
    const rows = withRows(kommune('08336001', 'Tegernau', { validUntil: '1973-12-31', successorAgs: '08336107' }));

    expect(routed(byName('Tegernau'), { ...rows, placeMatches: ['08336001', '08336093'] })).toMatchObject({
      outcome: 'ASSIGNED',
      seat: '08336107',
    });
  });

  test('of a gemeindefreies Gebiet alone is refused, but a Kommune of the name goes before it', () => {
    const rheinau = kommune('08317153', 'Rheinau', { kind: 'STADT', landkreisName: 'Ortenaukreis' });

    expect(routed(byName('Gutsbezirk Münsingen'), { placeMatches: ['08415971'] }).outcome).toBe('REFUSED');
    expect(routed(byName('Rheinau'), { ...withRows(rheinau), placeMatches: ['08317971', '08317153'] }).seat).toBe(
      '08317153',
    );
  });

  test('that nothing fits goes to triage, never to a refusal', () => {
    expect(routed(byName('Klein  Nirgendwo\n'))).toMatchObject({
      outcome: 'TRIAGE',
      owner: { kind: 'COORDINATORS' },
      reasons: [
        'Das Gemeindeverzeichnis von Baden-Württemberg kennt keine Kommune mit dem Namen „Klein Nirgendwo“.',
        'Die Koordination klärt mit Ihnen, welche Kommune Sie meinen.',
      ],
    });
  });

  test('of any length is quoted in part only', () => {
    const [reason] = routed(byName('🏘'.repeat(10_000))).reasons;

    expect(reason).toContain(`„${'🏘'.repeat(60)}…“`);
  });
});

describe('a postal code', () => {
  test('that fits one Kommune is explained', () => {
    const decision = routed(byPostalCode('79650'), { placeMatches: ['08336081'] });

    expect(decision.seat).toBe('08336081');
    expect(saidBy(decision, 0)).toEqual(['Zur Postleitzahl „79650“ gehört die Stadt Schopfheim.']);
  });

  test('that fits many gives all as choices, and a sentence that stays short', () => {
    const keys = ['08336001', '08336002', '08336003', '08336005', '08336007', '08336009', '08336010'];
    const rows = withRows(...keys.slice(0, -1).map((ags) => kommune(ags, `Ort ${ags.slice(-1)}`)));
    const decision = routed(byPostalCode('79677'), { ...rows, placeMatches: keys.toReversed() });

    expect(decision).toMatchObject({ outcome: 'AMBIGUOUS_PLACE', choices: keys });
    expect(decision.reasons[0]).toBe(
      'Zur Postleitzahl „79677“ gehören 7 Kommunen: die Gemeinde Ort 1, die Gemeinde Ort 2, die Gemeinde Ort 3, die Gemeinde Ort 5, die Gemeinde Ort 7 und 2 weitere.',
    );
  });

  test.each(['10115', '80331', '01067', '66111'])('%s from elsewhere is referred', (code) => {
    expect(routed(byPostalCode(code))).toMatchObject({
      outcome: 'REFERRED',
      owner: null,
      reasons: [
        `Die Postleitzahl „${code}“ liegt nicht in Baden-Württemberg, und wir beraten nur hier.`,
        'Bitte wenden Sie sich an die kommunalen Spitzenverbände Ihres Landes.',
      ],
    });
  });

  test.each(['70599', '88131', '97070', '7017'])('%s that may be ours goes to triage', (code) => {
    expect(routed(byPostalCode(code))).toMatchObject({
      outcome: 'TRIAGE',
      owner: { kind: 'COORDINATORS' },
      rules: [0, 0],
    });
  });
});

describe('further places', () => {
  test('that are no Kommune here are left out with a reason, and unknown keys are named', () => {
    const furtherPlaces = ['08999999', '08317971', '09162000', '08336093'];
    const decision = route(inquiry({ place: byKey('08336010'), furtherPlaces }), facts());

    expect(decision).toMatchObject({
      outcome: 'ASSIGNED',
      concerns: ['08336010', '08336107'],
      unknownKeys: ['08999999'],
    });
    expect(saidBy(decision, 0)).toEqual([
      'Rheinau (Schlüssel 08317971) berücksichtigen wir nicht, weil es ein gemeindefreies Gebiet ist.',
      'Tegernau ist seit dem 01.01.2009 keine eigene Kommune mehr, deshalb richten wir uns nach Kleines Wiesental.',
      'Den Schlüssel „08999999“ berücksichtigen wir nicht, weil er zu keiner Kommune in Baden-Württemberg gehört.',
      'Den Schlüssel „09162000“ berücksichtigen wir nicht, weil er zu keiner Kommune in Baden-Württemberg gehört.',
    ]);
  });

  test('that have ended without a successor are explained and left out', () => {
    const rows = withRows(kommune('08336001', 'Alt', { validUntil: '1973-12-31' }));
    const decision = route(inquiry({ place: byKey('08336010'), furtherPlaces: ['08336001'] }), facts(rows));

    expect(decision.concerns).toEqual(['08336010']);
    expect(saidBy(decision, 0)).toEqual([
      'Alt ist seit dem 01.01.1974 keine eigene Kommune mehr, und wir kennen keine Nachfolgerin.',
    ]);
  });

  test.each([
    ['is refused', byKey('08999998'), ['08999998', '08999999']],
    ['is referred', byKey('09162000'), ['08999999']],
    ['is ambiguous', byName('Malsch'), ['08999999']],
  ])('are named as unknown also where the place %s', (_case, place, unknownKeys) => {
    const known = facts({ placeMatches: ['08215046', '08226046'] });

    expect(route(inquiry({ place, furtherPlaces: ['08999999'] }), known).unknownKeys).toEqual(unknownKeys);
  });

  test('that lead to the same successor say so once', () => {
    const decision = route(inquiry({ place: byKey('08336093'), furtherPlaces: ['08336093'] }), facts());

    expect(decision.concerns).toEqual(['08336107']);
    expect(saidBy(decision, 0)).toHaveLength(1);
  });

  test('do not settle a place that nobody understands', () => {
    const decision = route(inquiry({ place: byName('Nirgendwo'), furtherPlaces: ['08336010'] }), facts());

    expect(decision).toMatchObject({ outcome: 'TRIAGE', seat: null, concerns: ['08336010'], participations: [] });
  });
});
