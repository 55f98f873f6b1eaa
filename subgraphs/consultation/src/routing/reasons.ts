import { associationsOfGemeinden } from '../association/associations.ts';
import type { AssociationCode, KommuneFact, Step } from './routing.types.ts';
import {
  accusative,
  association,
  capital,
  count,
  dative,
  day,
  distinctNames,
  landkreis,
  list,
  short,
} from './wording.ts';

/**
 * Every sentence of the rules 1 to 9 (rule 0: `place-reasons.ts`). One plain sentence each, addressed to the inquirer, readable by the public.
 *
 * Two things they never tell: that another case exists, and who is absent. A trial run is open to everybody.
 */

export type Sentences = readonly Step[];

export const say = (rule: Step['rule'], ...reasons: readonly string[]): Sentences =>
  reasons.map((reason) => ({ rule, reason }));
const associations = (codes: readonly AssociationCode[]): string =>
  list(codes.map((code) => `der ${association(code)}`));

// Rules 1 and 2: no place, the whole Land

export const noPlace = (): Sentences =>
  say(1, 'Sie haben keinen Ort genannt, deshalb bestimmt die Koordination, wer Sie berät.');

export const interestedParty = (kommune: KommuneFact): Sentences =>
  say(
    1,
    `Für Ihre Anfrage gilt dasselbe wie für eine Anfrage der Kommune ${short(kommune)}, und diese erfährt davon nur mit Ihrer Einwilligung.`,
  );

export const landWide = (informed: readonly AssociationCode[]): Sentences =>
  say(
    2,
    'Ihr Anliegen betrifft das ganze Land, deshalb bestimmt die Koordination, wer Sie berät.',
    `${capital(associations(informed))} werden informiert.`,
  );

// Rule 3: a Landkreis

export const landkreisLeads = (kommune: KommuneFact): Sentences =>
  say(3, `Ihr Anliegen betrifft ${accusative(kommune)}, deshalb leitet der Landkreistag die Beratung.`);

export const reachLandkreis = (kommune: KommuneFact): Sentences =>
  say(
    3,
    `Ihr Anliegen betrifft den ganzen ${kommune.landkreisName === null ? 'Landkreis' : landkreis(kommune.landkreisName)} und nicht nur ${short(kommune)}, deshalb leitet der Landkreistag die Beratung.`,
  );

// Rule 4: several Kommunen

export const several = (kommunen: readonly KommuneFact[]): Sentences =>
  say(4, `Ihr Anliegen betrifft mehrere Kommunen: ${list(distinctNames(kommunen, short))}.`);

export const seatIsPlace = (seat: KommuneFact): Sentences =>
  say(4, `Wer die Beratung leitet, richtet sich nach dem Ort, den Sie genannt haben: ${short(seat)}.`);

export const seatIsLargest = (seat: KommuneFact): Sentences =>
  say(
    4,
    `Wer die Beratung leitet, richtet sich nach der größten der Kommunen: ${short(seat)} mit ${count(seat.population)} Einwohnerinnen und Einwohnern.`,
  );

export const onlyOneNamed = (seat: KommuneFact): Sentences =>
  say(4, `Weitere Kommunen haben Sie nicht genannt, deshalb richten wir uns nach ${dative(seat)}.`);

export const coAdvice = (code: AssociationCode, kommunen: readonly KommuneFact[]): Sentences =>
  say(4, `Für ${list(distinctNames(kommunen, accusative))} berät der ${association(code)} mit.`);

export const severalLandkreise = (landkreise: number): Sentences =>
  say(4, `Ihr Anliegen berührt ${count(landkreise)} Landkreise, deshalb berät auch der Landkreistag mit.`);

export const otherWithoutMembership = (kommunen: readonly KommuneFact[]): Sentences =>
  say(
    4,
    `Für ${list(distinctNames(kommunen, accusative))} gibt es keine aktive Mitgliedschaft, wir beraten trotzdem gern mit.`,
  );

// Rules 5 to 8: the association

export const stadtkreis = (kommune: KommuneFact): Sentences =>
  say(5, `${kommune.name} ist ein Stadtkreis, deshalb leitet der Städtetag die Beratung.`);

export const stadtkreisAsKreis = (kommune: KommuneFact): Sentences =>
  say(
    5,
    `${kommune.name} ist ein Stadtkreis und erfüllt auch die Aufgaben eines Landkreises, deshalb leitet der Städtetag die Beratung.`,
  );

export const onlyMembership = (kommune: KommuneFact, code: AssociationCode, on: string): Sentences =>
  say(
    6,
    `${short(kommune)} ist am ${day(on)} Mitglied im ${association(code)}, deshalb leitet der ${association(code)} die Beratung.`,
  );

export const bothMemberships = (kommune: KommuneFact, codes: readonly AssociationCode[], on: string): Sentences =>
  say(7, `${short(kommune)} ist am ${day(on)} Mitglied ${list(codes.map((code) => `im ${association(code)}`))}.`);

export const wished = (code: AssociationCode): Sentences =>
  say(7, `Sie wünschen sich den ${association(code)}, deshalb leitet der ${association(code)} die Beratung.`);

export const preferred = (kommune: KommuneFact, code: AssociationCode): Sentences =>
  say(
    7,
    `${short(kommune)} hat für Fragen zum Quartier den ${association(code)} gewählt, deshalb leitet der ${association(code)} die Beratung.`,
  );

/**
 * Says nothing of the case behind it: an interested party's case may be unknown even to its Kommune. Only for a case that decides
 * otherwise than the kind of the Kommune would.
 */
export const workedTogether = (code: AssociationCode): Sentences =>
  say(7, `Nach der bisherigen Zusammenarbeit leitet der ${association(code)} die Beratung.`);

export const byKind = (kommune: KommuneFact, code: AssociationCode): Sentences =>
  say(
    7,
    `${short(kommune)} ist ${kommune.kind === 'GROSSE_KREISSTADT' ? 'eine' : 'keine'} Große Kreisstadt, deshalb leitet der ${association(code)} die Beratung.`,
  );

export const byOrder = (code: AssociationCode): Sentences =>
  say(7, `Nichts spricht für einen der Verbände mehr, deshalb leitet der ${association(code)} die Beratung.`);

export const informedWithoutContent = (code: AssociationCode): Sentences =>
  say(7, `Der ${association(code)} wird informiert, erfährt aber nichts vom Inhalt Ihrer Anfrage.`);

export const noMembership = (kommune: KommuneFact, on: string): Sentences =>
  say(
    8,
    `${short(kommune)} ist am ${day(on)} weder ${associationsOfGemeinden.map((code) => `im ${association(code)}`).join(' noch ')} aktives Mitglied.`,
    'Wir sind für alle Kommunen da, deshalb bestimmt die Koordination, wer Sie berät.',
  );

export const dormant = (rule: Step['rule'], code: AssociationCode): Sentences =>
  say(rule, `Die Mitgliedschaft im ${association(code)} ruht und zählt deshalb hier nicht.`);

// The inquirer's wish, where another rule stands against it

const AGAINST_THE_WISH = {
  3: 'für Landkreise immer der Landkreistag die Beratung leitet',
  5: 'für Stadtkreise immer der Städtetag die Beratung leitet',
} as const;

export const wishNotPossible = (rule: 3 | 5 | 6 | 7, wish: AssociationCode, kommune: KommuneFact): Sentences => {
  const why = rule === 3 || rule === 5 ? AGAINST_THE_WISH[rule] : `${short(kommune)} dort kein aktives Mitglied ist`;
  return say(rule, `Ihren Wunsch nach dem ${association(wish)} können wir nicht erfüllen, weil ${why}.`);
};

export const wishForCoordinators = (rule: 0 | 1 | 2 | 8, wish: AssociationCode): Sentences =>
  say(rule, `Die Koordination kennt Ihren Wunsch nach dem ${association(wish)}.`);

// Rule 9: the advisor

/** Does not say that somebody knows the Kommune: whoever asks about all of them would learn which have had a case. */
export const advisor = (code: AssociationCode, kommune: KommuneFact, knowsTopic: boolean): Sentences => {
  const facts = [
    ...(knowsTopic ? ['Ihr Thema beherrscht'] : []),
    `für ${accusative(kommune)} zuständig ist`,
    'freie Zeit hat',
  ];
  return say(9, `Im ${association(code)} berät Sie eine Person, die ${list(facts)}.`);
};

export const deputy = (code: AssociationCode): Sentences =>
  say(9, `Im ${association(code)} berät Sie eine Person, die eine Kollegin oder einen Kollegen vertritt.`);

export const teamQueue = (code: AssociationCode): Sentences =>
  say(
    9,
    `Im ${association(code)} ist zurzeit niemand frei, der zu Ihrer Anfrage passt.`,
    `Deshalb ist das Team des ${association(code)}s zuständig und erhält sofort eine Meldung.`,
  );
