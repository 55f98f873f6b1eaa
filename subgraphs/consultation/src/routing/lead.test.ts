import { describe, expect, test } from 'vitest';
import { route } from './route.ts';
import { byKey, facts, inquiry, MEMBERSHIPS, member, roles, saidBy } from './routing.fixtures.ts';
import type { CaseFact, MembershipFact, RoutingDecision, RoutingFacts, RoutingInquiry } from './routing.types.ts';

const routed = (ags: string, rest: Partial<RoutingInquiry> = {}, known: Partial<RoutingFacts> = {}): RoutingDecision =>
  route(inquiry({ place: byKey(ags), ...rest }), facts(known));

const onlyWith = (...memberships: readonly MembershipFact[]) => ({ memberships });

describe('rule 3: Landkreise', () => {
  test('a Landkreis is led by the Landkreistag', () => {
    const decision = routed('08336');

    expect(roles(decision)).toBe('LANDKREISTAG LEAD');
    expect(saidBy(decision, 3)).toEqual([
      'Ihr Anliegen betrifft den Landkreis Lörrach, deshalb leitet der Landkreistag die Beratung.',
    ]);
  });

  test('so is a Gemeinde whose inquiry reaches over its Landkreis, and the case is about that too', () => {
    const decision = routed('08336010', { reach: 'LANDKREIS' });

    expect(roles(decision)).toBe('LANDKREISTAG LEAD');
    expect(decision).toMatchObject({ seat: '08336010', concerns: ['08336010', '08336'] });
    expect(saidBy(decision, 3)).toEqual([
      'Ihr Anliegen betrifft den ganzen Landkreis Lörrach und nicht nur Böllen, deshalb leitet der Landkreistag die Beratung.',
    ]);
  });

  test('needs no membership', () => {
    expect(routed('08226', {}, onlyWith()).lead).toBe('LANDKREISTAG');
  });

  test('another wish cannot be met', () => {
    const decision = routed('08226', { wish: 'GEMEINDETAG' });

    expect(decision.lead).toBe('LANDKREISTAG');
    expect(saidBy(decision, 3).at(-1)).toBe(
      'Ihren Wunsch nach dem Gemeindetag können wir nicht erfüllen, weil für Landkreise immer der Landkreistag die Beratung leitet.',
    );
  });

  test('the kind of inquirer alone makes no Landkreis: a Landratsamt may ask for one Gemeinde', () => {
    expect(routed('08336010', { inquirerKind: 'LANDKREIS' }).lead).toBe('GEMEINDETAG');
  });
});

describe('rule 5: Stadtkreise', () => {
  test.each(['08111000', '08111'])('%s is led by the Städtetag', (key) => {
    const decision = routed(key);

    expect(roles(decision)).toBe('STAEDTETAG LEAD');
    expect(saidBy(decision, 5)).toEqual(['Stuttgart ist ein Stadtkreis, deshalb leitet der Städtetag die Beratung.']);
  });

  test('also for the tasks of a Kreis', () => {
    const decision = routed('08111', { reach: 'LANDKREIS' });

    expect(roles(decision)).toBe('STAEDTETAG LEAD');
    expect(decision.concerns).toEqual(['08111000']);
    expect(saidBy(decision, 5)).toEqual([
      'Stuttgart ist ein Stadtkreis und erfüllt auch die Aufgaben eines Landkreises, deshalb leitet der Städtetag die Beratung.',
    ]);
  });

  test('whatever memberships and wish say', () => {
    const known = onlyWith(member('LANDKREISTAG', '08111000', { preferred: true }), member('GEMEINDETAG', '08111000'));
    const decision = routed('08111000', { wish: 'LANDKREISTAG' }, known);

    expect(roles(decision)).toBe('STAEDTETAG LEAD');
    expect(saidBy(decision, 5).at(-1)).toBe(
      'Ihren Wunsch nach dem Landkreistag können wir nicht erfüllen, weil für Stadtkreise immer der Städtetag die Beratung leitet.',
    );
  });
});

describe('rule 6: one membership', () => {
  test('decides, with the day it was looked at', () => {
    expect(saidBy(routed('08415061'), 6)).toEqual([
      'Reutlingen ist am 22.11.2026 Mitglied im Städtetag, deshalb leitet der Städtetag die Beratung.',
    ]);
  });

  test('stands against a wish for an association without the membership', () => {
    const decision = routed('08336010', { wish: 'STAEDTETAG' });

    expect(roles(decision)).toBe('GEMEINDETAG LEAD');
    expect(saidBy(decision, 6).at(-1)).toBe(
      'Ihren Wunsch nach dem Städtetag können wir nicht erfüllen, weil Böllen dort kein aktives Mitglied ist.',
    );
  });

  test('says nothing of a wish that is met anyway', () => {
    expect(routed('08336010', { wish: 'GEMEINDETAG' })).toEqual(routed('08336010'));
  });

  test('a membership that rests is no second one', () => {
    const decision = routed(
      '08336010',
      {},
      onlyWith(member('GEMEINDETAG', '08336010'), member('STAEDTETAG', '08336010', { status: 'DORMANT' })),
    );

    expect(roles(decision)).toBe('GEMEINDETAG LEAD');
    expect(saidBy(decision, 6)).toContain('Die Mitgliedschaft im Städtetag ruht und zählt deshalb hier nicht.');
  });

  test('a Gemeinde in the Landkreistag is a fault in the data and decides nothing', () => {
    expect(routed('08336010', {}, onlyWith(member('LANDKREISTAG', '08336010'))).outcome).toBe('TRIAGE');
  });
});

describe('the day of receipt', () => {
  test.each([
    ['starts tomorrow', { from: '2026-11-23' }, null],
    ['starts today', { from: '2026-11-22' }, 'STAEDTETAG'],
    ['has always been', { from: null }, 'STAEDTETAG'],
    ['ends today', { until: '2026-11-22' }, 'STAEDTETAG'],
    ['ended yesterday', { until: '2026-11-21' }, null],
    ['has ended without a day', { status: 'ENDED' }, null],
    ['has ended since, but stood on the day', { status: 'ENDED', until: '2026-11-22' }, 'STAEDTETAG'],
    ['has ended before the day', { status: 'ENDED', until: '2026-11-21' }, null],
    ['rests', { status: 'DORMANT' }, null],
  ] as const)('a membership that %s gives the lead to %j', (_case, rest, lead) => {
    expect(routed('08415061', {}, onlyWith(member('STAEDTETAG', '08415061', rest))).lead).toBe(lead);
  });
});

describe('rule 7: two memberships', () => {
  const VS = '08326074';
  const SCHOPFHEIM = '08336081';
  const caseOf = (lead: CaseFact['lead'], receivedOn: string, closedOn: string | null, ags = SCHOPFHEIM): CaseFact => ({
    ags,
    lead,
    receivedOn,
    closedOn,
  });
  const preferring = (...codes: readonly MembershipFact['association'][]) =>
    onlyWith(
      member('STAEDTETAG', SCHOPFHEIM, { preferred: codes.includes('STAEDTETAG') }),
      member('GEMEINDETAG', SCHOPFHEIM, { preferred: codes.includes('GEMEINDETAG') }),
    );

  test('a Große Kreisstadt goes to the Städtetag, and the other association learns nothing of the content', () => {
    expect(saidBy(routed(VS), 7)).toEqual([
      'Villingen-Schwenningen ist am 22.11.2026 Mitglied im Städtetag und im Gemeindetag.',
      'Villingen-Schwenningen ist eine Große Kreisstadt, deshalb leitet der Städtetag die Beratung.',
      'Der Gemeindetag wird informiert, erfährt aber nichts vom Inhalt Ihrer Anfrage.',
    ]);
  });

  test('any other goes to the Gemeindetag', () => {
    expect(saidBy(routed(SCHOPFHEIM), 7)[1]).toBe(
      'Schopfheim ist keine Große Kreisstadt, deshalb leitet der Gemeindetag die Beratung.',
    );
  });

  test('the wish goes before everything else', () => {
    const known = { ...preferring('GEMEINDETAG'), cases: [caseOf('GEMEINDETAG', '2026-01-01', null)] };
    const decision = routed(SCHOPFHEIM, { wish: 'STAEDTETAG' }, known);

    expect(roles(decision)).toBe('STAEDTETAG LEAD, GEMEINDETAG INFORMED');
    expect(saidBy(decision, 7)[1]).toBe('Sie wünschen sich den Städtetag, deshalb leitet der Städtetag die Beratung.');
  });

  test('a wish for an association without the membership is ignored, with a reason', () => {
    const decision = routed(SCHOPFHEIM, { wish: 'LANDKREISTAG' });

    expect(roles(decision)).toBe('GEMEINDETAG LEAD, STAEDTETAG INFORMED');
    expect(saidBy(decision, 7)[1]).toBe(
      'Ihren Wunsch nach dem Landkreistag können wir nicht erfüllen, weil Schopfheim dort kein aktives Mitglied ist.',
    );
  });

  test("the member's preference goes before its cases", () => {
    const known = { ...preferring('STAEDTETAG'), cases: [caseOf('GEMEINDETAG', '2026-01-01', null)] };
    const decision = routed(SCHOPFHEIM, {}, known);

    expect(decision.lead).toBe('STAEDTETAG');
    expect(saidBy(decision, 7)[1]).toBe(
      'Schopfheim hat für Fragen zum Quartier den Städtetag gewählt, deshalb leitet der Städtetag die Beratung.',
    );
  });

  test('two preferences cancel out', () => {
    const known = { ...preferring('STAEDTETAG', 'GEMEINDETAG'), cases: [caseOf('STAEDTETAG', '2026-01-01', null)] };

    expect(routed(SCHOPFHEIM, {}, known).lead).toBe('STAEDTETAG');
    expect(routed(SCHOPFHEIM, {}, preferring('STAEDTETAG', 'GEMEINDETAG')).lead).toBe('GEMEINDETAG');
  });

  test('a case goes before the kind of the Kommune, and its sentence does not give the case away', () => {
    const decision = routed(SCHOPFHEIM, {}, { cases: [caseOf('STAEDTETAG', '2026-01-01', null)] });

    expect(roles(decision)).toBe('STAEDTETAG LEAD, GEMEINDETAG INFORMED');
    expect(saidBy(decision, 7)[1]).toBe('Nach der bisherigen Zusammenarbeit leitet der Städtetag die Beratung.');
  });

  test('a case that decides what the kind of the Kommune would decide leaves no trace', () => {
    const decision = routed(SCHOPFHEIM, {}, { cases: [caseOf('GEMEINDETAG', '2026-01-01', null)] });

    expect(saidBy(decision, 7)).toEqual(saidBy(routed(SCHOPFHEIM), 7));
  });

  test.each([
    ['closed today', [caseOf('STAEDTETAG', '2020-01-01', '2026-11-22')], 'STAEDTETAG'],
    ['closed 24 months ago to the day', [caseOf('STAEDTETAG', '2020-01-01', '2024-11-22')], 'STAEDTETAG'],
    ['closed a day longer ago', [caseOf('STAEDTETAG', '2020-01-01', '2024-11-21')], 'GEMEINDETAG'],
    ['received only after the day', [caseOf('STAEDTETAG', '2026-11-23', null)], 'GEMEINDETAG'],
    ['of another Kommune', [caseOf('STAEDTETAG', '2026-01-01', null, VS)], 'GEMEINDETAG'],
    ['led by an association without the membership', [caseOf('LANDKREISTAG', '2026-01-01', null)], 'GEMEINDETAG'],
    [
      'open, against one closed later than it began',
      [caseOf('STAEDTETAG', '2019-01-01', null), caseOf('GEMEINDETAG', '2020-01-01', '2026-11-01')],
      'STAEDTETAG',
    ],
    [
      'open and newer than another open one',
      [caseOf('STAEDTETAG', '2026-02-01', null), caseOf('GEMEINDETAG', '2026-01-01', null)],
      'STAEDTETAG',
    ],
    [
      'closed later than another closed one',
      [caseOf('STAEDTETAG', '2020-01-01', '2026-02-01'), caseOf('GEMEINDETAG', '2025-01-01', '2026-01-01')],
      'STAEDTETAG',
    ],
    [
      'closed after the day and so open on it',
      [caseOf('STAEDTETAG', '2020-01-01', '2026-12-01'), caseOf('GEMEINDETAG', '2020-01-01', '2026-11-20')],
      'STAEDTETAG',
    ],
    [
      'of the same day as one of the other association, which decides nothing',
      [caseOf('STAEDTETAG', '2026-01-01', null), caseOf('GEMEINDETAG', '2026-01-01', null)],
      'GEMEINDETAG',
    ],
  ] as const)('a case %s gives the lead to %3$s', (_case, cases, lead) => {
    expect(routed(SCHOPFHEIM, {}, { cases }).lead).toBe(lead);
  });
});

describe('rule 8: no membership', () => {
  test('goes to triage and is never refused', () => {
    const decision = routed('08336010', {}, onlyWith());

    expect(decision).toMatchObject({
      outcome: 'TRIAGE',
      seat: '08336010',
      lead: null,
      participations: [],
      owner: { kind: 'COORDINATORS' },
    });
    expect(saidBy(decision, 8)).toEqual([
      'Böllen ist am 22.11.2026 weder im Städtetag noch im Gemeindetag aktives Mitglied.',
      'Wir sind für alle Kommunen da, deshalb bestimmt die Koordination, wer Sie berät.',
    ]);
  });

  test('names a membership that rests, and the wish', () => {
    const known = onlyWith(member('GEMEINDETAG', '08336010', { status: 'DORMANT' }));

    expect(routed('08336010', { wish: 'GEMEINDETAG' }, known).reasons).toEqual([
      'Die Mitgliedschaft im Gemeindetag ruht und zählt deshalb hier nicht.',
      'Böllen ist am 22.11.2026 weder im Städtetag noch im Gemeindetag aktives Mitglied.',
      'Wir sind für alle Kommunen da, deshalb bestimmt die Koordination, wer Sie berät.',
      'Die Koordination kennt Ihren Wunsch nach dem Gemeindetag.',
    ]);
  });

  test('memberships of other Kommunen change nothing', () => {
    const others = MEMBERSHIPS.filter(({ ags }) => ags !== '08336010');

    expect(routed('08336010', {}, onlyWith(...others)).outcome).toBe('TRIAGE');
  });
});
