import { describe, expect, test } from 'vitest';
import { route } from './route.ts';
import { byKey, facts, inquiry, KOMMUNEN, MEMBERSHIPS, member, roles, saidBy } from './routing.fixtures.ts';
import type { RoutingDecision, RoutingFacts, RoutingInquiry } from './routing.types.ts';

const joint = (
  ags: string | null,
  furtherPlaces: readonly string[],
  rest: Partial<RoutingInquiry> = {},
  known: Partial<RoutingFacts> = {},
): RoutingDecision =>
  route(inquiry({ place: ags === null ? null : byKey(ags), furtherPlaces, reach: 'SEVERAL', ...rest }), facts(known));

describe('rule 4: the seat', () => {
  test('is the place, where one is given', () => {
    const decision = joint('08336010', ['08336050']);

    expect(decision).toMatchObject({ seat: '08336010', concerns: ['08336010', '08336050'], lead: 'GEMEINDETAG' });
    expect(saidBy(decision, 4).slice(0, 2)).toEqual([
      'Ihr Anliegen betrifft mehrere Kommunen: Böllen und Lörrach.',
      'Wer die Beratung leitet, richtet sich nach dem Ort, den Sie genannt haben: Böllen.',
    ]);
  });

  test('is else the largest by population, with its number of inhabitants in German', () => {
    const decision = joint(null, ['08336010', '08336050', '08336081']);

    expect(decision).toMatchObject({ seat: '08336050', concerns: ['08336050', '08336010', '08336081'] });
    expect(saidBy(decision, 4)[1]).toBe(
      'Wer die Beratung leitet, richtet sich nach der größten der Kommunen: Lörrach mit 51.349 Einwohnerinnen und Einwohnern.',
    );
  });

  test('is the first in the register where two are equally large', () => {
    const kommunen = KOMMUNEN.map((row) => ({ ...row, population: 7 }));

    expect(joint(null, ['08336081', '08336010'], {}, { kommunen }).seat).toBe('08336010');
  });

  test('is the only further place, with nothing to say about others', () => {
    const decision = joint(null, ['08336010'], { reach: 'KOMMUNE' });

    expect(decision).toMatchObject({ outcome: 'ASSIGNED', seat: '08336010', lead: 'GEMEINDETAG' });
    expect(decision.rules).not.toContain(4);
  });

  test('decides alone where several were announced and one was named', () => {
    const decision = joint('08336', []);

    expect(roles(decision)).toBe('LANDKREISTAG LEAD');
    expect(saidBy(decision, 4)).toEqual([
      'Weitere Kommunen haben Sie nicht genannt, deshalb richten wir uns nach dem Landkreis Lörrach.',
    ]);
  });

  test('further places make an inquiry joint whatever reach was ticked', () => {
    expect(joint('08336010', ['08111'], { reach: 'KOMMUNE' })).toEqual(joint('08336010', ['08111']));
  });

  test('named again among the further places, or twice, changes nothing', () => {
    expect(joint('08111000', ['08336010', '08111', '08111000', '08336010'])).toEqual(joint('08111000', ['08336010']));
  });
});

describe('rule 4: the other associations', () => {
  test('give co-advice where they would lead for another Kommune, and never twice', () => {
    const decision = joint('08111000', ['08336010', '08336107']);

    expect(roles(decision)).toBe('STAEDTETAG LEAD, GEMEINDETAG CO_ADVICE');
    expect(saidBy(decision, 4).at(-1)).toBe('Für Böllen und Kleines Wiesental berät der Gemeindetag mit.');
  });

  test('do not appear where they lead already', () => {
    const decision = joint('08336010', ['08336107']);

    expect(roles(decision)).toBe('GEMEINDETAG LEAD');
    expect(saidBy(decision, 4)).toHaveLength(2);
  });

  test('are INFORMED as the second membership of another Kommune', () => {
    const decision = joint('08336010', ['08336081']);

    expect(roles(decision)).toBe('GEMEINDETAG LEAD, STAEDTETAG INFORMED');
    expect(decision.reasons).toContain('Der Städtetag wird informiert, erfährt aber nichts vom Inhalt Ihrer Anfrage.');
  });

  test('give co-advice rather than being only INFORMED, and the reasons do not say both', () => {
    const decision = joint('08336081', ['08336050']);

    expect(roles(decision)).toBe('GEMEINDETAG LEAD, STAEDTETAG CO_ADVICE');
    expect(decision.reasons).toContain('Für Lörrach berät der Städtetag mit.');
    expect(decision.reasons.join(' ')).not.toContain('wird informiert');
  });

  test('are not chosen by the wish, which counts for the seat', () => {
    const decision = joint('08336081', ['08336050'], { wish: 'STAEDTETAG' });

    expect(roles(decision)).toBe('STAEDTETAG LEAD, GEMEINDETAG INFORMED');
  });

  test('include the Landkreistag for a Landkreis', () => {
    const decision = joint('08111', ['08226']);

    expect(roles(decision)).toBe('STAEDTETAG LEAD, LANDKREISTAG CO_ADVICE');
    expect(saidBy(decision, 4).at(-1)).toBe('Für den Rhein-Neckar-Kreis berät der Landkreistag mit.');
  });

  test('also take part where the Landkreistag leads', () => {
    expect(roles(joint('08226', ['08111000', '08336010']))).toBe(
      'LANDKREISTAG LEAD, STAEDTETAG CO_ADVICE, GEMEINDETAG CO_ADVICE',
    );
  });

  test('need a membership: a Kommune without one is welcome all the same', () => {
    const memberships = MEMBERSHIPS.filter(({ ags }) => ags !== '08336107');
    const decision = joint('08111000', ['08336107'], {}, { memberships });

    expect(roles(decision)).toBe('STAEDTETAG LEAD');
    expect(saidBy(decision, 4).at(-1)).toBe(
      'Für Kleines Wiesental gibt es keine aktive Mitgliedschaft, wir beraten trotzdem gern mit.',
    );
  });

  test('stay proposed when the seat itself goes to triage', () => {
    const decision = joint('08336010', ['08111'], {}, { memberships: [member('STAEDTETAG', '08111000')] });

    expect(decision).toMatchObject({ outcome: 'TRIAGE', lead: null, owner: { kind: 'COORDINATORS' } });
    expect(roles(decision)).toBe('STAEDTETAG CO_ADVICE');
  });
});

describe('rule 4: Landkreise', () => {
  test('two or more bring in the Landkreistag', () => {
    const decision = joint('08336010', ['08326074']);

    expect(roles(decision)).toBe('GEMEINDETAG LEAD, STAEDTETAG CO_ADVICE, LANDKREISTAG CO_ADVICE');
    expect(saidBy(decision, 4).at(-1)).toBe(
      'Ihr Anliegen berührt 2 Landkreise, deshalb berät auch der Landkreistag mit.',
    );
  });

  test('one does not, and a Stadtkreis is none', () => {
    expect(roles(joint('08336010', ['08336107', '08111', '08121']))).not.toContain('LANDKREISTAG');
  });

  test('the Landkreistag appears once, also with Landkreise among the places', () => {
    expect(roles(joint('08111', ['08226', '08336']))).toBe('STAEDTETAG LEAD, LANDKREISTAG CO_ADVICE');
    expect(roles(joint('08226', ['08336']))).toBe('LANDKREISTAG LEAD');
  });

  test('Kommunen of the same name are told apart by theirs', () => {
    const decision = joint('08111', ['08215046', '08226046']);

    expect(saidBy(decision, 4)[0]).toBe(
      'Ihr Anliegen betrifft mehrere Kommunen: Stuttgart, Malsch (Landkreis Karlsruhe) und Malsch (Rhein-Neckar-Kreis).',
    );
  });
});
