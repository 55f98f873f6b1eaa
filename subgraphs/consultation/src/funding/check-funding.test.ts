import { describe, expect, test } from 'vitest';
import type { FundingGapCode } from '../generated/resolvers.ts';
import { checkFunding } from './check-funding.ts';
import type { FundingFacts, MatchRow } from './funding.types.ts';
import { programmes } from './programmes.ts';
import { stepsTo } from './steps.ts';

/** While the second round of 2026 is open. */
const openDay = '2026-05-04';

const stadt = { ags: '08336081', kind: 'STADT' } as const;
const landkreis = { ags: '08336', kind: 'LANDKREIS' } as const;
const stadtkreis = { ags: '08111000', kind: 'STADTKREIS' } as const;
const elsewhere = { ags: '08326074', kind: 'GROSSE_KREISSTADT' } as const;

const given: FundingFacts = {
  ...{ inquirerKind: 'KOMMUNE', reach: 'KOMMUNE', kommunen: [stadt], topics: ['PFL', 'BET'], phase: 'CONCEPT' },
};

function match(code: string, facts: Partial<FundingFacts> = {}, today = openDay): MatchRow {
  const found = checkFunding(programmes, { ...given, ...facts }, today).find(
    ({ programme }) => programme.code === code,
  );
  if (!found) throw new Error(`no programme ${code}`);
  return found;
}
const impulse = (facts: Partial<FundingFacts> = {}, today = openDay) => match('QUARTIERSIMPULSE', facts, today);
const codesOf = ({ missing }: MatchRow, weight: string) =>
  missing.filter((gap) => gap.weight === weight).map(({ code }) => code);

describe('who may apply', () => {
  test.each<[string, Partial<FundingFacts>, string, string, string, string]>([
    ['a Stadt', {}, 'FITS', 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'FITS'],
    ['a Stadtkreis', { kommunen: [stadtkreis] }, 'FITS', 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'FITS'],
    [
      'several Kommunen',
      { reach: 'SEVERAL', kommunen: [stadt, elsewhere] },
      'FITS',
      'DOES_NOT_FIT',
      'DOES_NOT_FIT',
      'FITS',
    ],
    ['a Verbund', { inquirerKind: 'MUNICIPAL_ALLIANCE' }, 'FITS', 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'FITS'],
    [
      'a Landkreis alone',
      { inquirerKind: 'LANDKREIS', kommunen: [landkreis] },
      'INCOMPLETE',
      'DOES_NOT_FIT',
      'DOES_NOT_FIT',
      'FITS',
    ],
    ['a Verein', { inquirerKind: 'ASSOCIATION_OF_CITIZENS' }, 'DOES_NOT_FIT', 'FITS', 'FITS', 'FITS'],
    ['an initiative', { inquirerKind: 'INITIATIVE' }, 'DOES_NOT_FIT', 'FITS', 'FITS', 'FITS'],
    ['a Träger', { inquirerKind: 'PROVIDER' }, 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'DOES_NOT_FIT'],
    ['a private person', { inquirerKind: 'PRIVATE' }, 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'DOES_NOT_FIT', 'DOES_NOT_FIT'],
    ['nobody that is known', { inquirerKind: null }, 'INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE'],
    ['a Kommune that is not known', { kommunen: [] }, 'INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE'],
  ])('%s', (_name, facts, ...fits) => {
    const codes = ['QUARTIERSIMPULSE', 'GUT_BERATEN_QE', 'BETEILIGUNGSTALER', 'QUARTIERSAKADEMIE'];
    expect(codes.map((code) => match(code, facts).fit)).toEqual(fits);
  });

  test('who cannot apply learns who can, and nothing of amounts, rounds or dates', () => {
    expect(impulse({ inquirerKind: 'PRIVATE' })).toMatchObject({
      ...{ applicant: null, amount: null, round: null, steps: [] },
      missing: [
        {
          code: 'APPLICANT_NOT_ELIGIBLE',
          weight: 'EXCLUDES',
          text: 'Wer angefragt hat, kann hier keinen Antrag stellen. Das dürfen nur Stadtkreise, Große Kreisstädte, Städte, Gemeinden, kommunale Verbünde und Landkreise.',
        },
      ],
    });
  });

  test.each<[string, Partial<FundingFacts>, string, number | null, number]>([
    ['a Stadt', {}, 'STADT', 20_000, 85_000],
    ['several Kommunen', { reach: 'SEVERAL' }, 'MUNICIPAL_ALLIANCE', 40_000, 115_000],
    ['a Landkreis', { inquirerKind: 'LANDKREIS', kommunen: [landkreis, stadt] }, 'LANDKREIS', 40_000, 115_000],
  ])('%s gets the amount that is for it', (_name, facts, applicant, minEuro, maxEuro) => {
    expect(impulse(facts)).toMatchObject({ applicant, amount: { minEuro, maxEuro } });
  });

  test('a Verein is told that the terms do not name it', () => {
    const verein = match('GUT_BERATEN_QE', { inquirerKind: 'ASSOCIATION_OF_CITIZENS' });
    expect(verein.missing[0]?.text).toBe(
      'Ob Vereine einen Antrag stellen dürfen, sagen die bekannten Bedingungen nicht.',
    );
    expect(codesOf(verein, 'TO_CONFIRM')).toEqual(expect.arrayContaining(['APPLICANT_UNCLEAR', 'AMOUNT_UNKNOWN']));
    const initiative = match('GUT_BERATEN_QE', { inquirerKind: 'INITIATIVE' });
    expect(initiative.amount).toMatchObject({ minEuro: null, maxEuro: 4_000 });
    expect(codesOf(initiative, 'TO_CONFIRM')).toEqual(['DEADLINE_UNKNOWN', 'FACTS_OLD', 'FACTS_UNCONFIRMED']);
  });
});

describe('what is missing', () => {
  const asked: FundingGapCode[] = ['CIVIC_PARTNER', 'COUNCIL_DECISION', 'EXTERNAL_ADVICE', 'APPLICATION_TALK'];

  test('what no case can tell is to be confirmed, and that the facts are not confirmed too', () => {
    expect(codesOf(impulse(), 'MISSING')).toEqual([]);
    expect(codesOf(impulse(), 'TO_CONFIRM')).toEqual([...asked, 'FACTS_UNCONFIRMED']);
  });

  test.each<[string, Partial<FundingFacts>, FundingGapCode[]]>([
    ['care', { topics: ['PFL'] }, []],
    ['generations', { topics: ['DIG', 'FAM'] }, []],
    ['something else', { topics: ['WIR'] }, ['TOPIC']],
    ['nothing yet', { topics: [] }, ['TOPIC']],
    [
      'a Landkreis with a Gemeinde of another one',
      { inquirerKind: 'LANDKREIS', kommunen: [landkreis, elsewhere] },
      ['PARTNER_KOMMUNE'],
    ],
    ['a Landkreis with a Stadtkreis', { inquirerKind: 'LANDKREIS', kommunen: [stadtkreis] }, ['PARTNER_KOMMUNE']],
    ['a Landkreis with a Gemeinde', { inquirerKind: 'LANDKREIS', kommunen: [stadt] }, []],
    ['nobody that is known', { inquirerKind: null }, ['APPLICANT_UNKNOWN']],
  ])('in a case about %s', (_name, facts, missing) => {
    expect(codesOf(impulse(facts), 'MISSING')).toEqual(missing);
  });

  test.each<[string, Partial<FundingFacts>, FundingGapCode, boolean]>([
    ['participation is asked for', { topics: ['PFL'] }, 'CITIZEN_PARTICIPATION', true],
    ['participation is a topic', {}, 'CITIZEN_PARTICIPATION', false],
    ['participation is the phase', { topics: ['PFL'], phase: 'PARTICIPATION' }, 'CITIZEN_PARTICIPATION', false],
    ['the project runs already', { phase: 'IMPLEMENTATION' }, 'ALREADY_RUNNING', true],
    ['the project does not run yet', { phase: 'FUNDING' }, 'ALREADY_RUNNING', false],
  ])('to be confirmed where %s', (_name, facts, code, there) => {
    expect(codesOf(impulse(facts), 'TO_CONFIRM').includes(code)).toBe(there);
  });
});

describe('rounds', () => {
  test.each([
    ['before the first', '2025-12-01', '2026-03-13', []],
    ['on the last day of the talks', '2026-02-27', '2026-03-13', []],
    ['after the talks', '2026-02-28', '2026-03-13', ['TALKS_OVER']],
    ['on the day of the deadline', '2026-03-13', '2026-03-13', ['TALKS_OVER']],
    ['between two', '2026-03-14', '2026-08-14', []],
    ['after the last', '2026-08-15', undefined, ['NO_OPEN_ROUND']],
    ['in the next year', '2027-01-04', undefined, ['NO_OPEN_ROUND', 'FACTS_OLD']],
  ])('%s', (_name, today, deadline, codes) => {
    const found = impulse({}, today);
    expect(found.round?.deadline).toBe(deadline);
    expect(found.steps.length > 0).toBe(deadline !== undefined);
    const ofTime = ['TALKS_OVER', 'NO_OPEN_ROUND', 'DEADLINE_UNKNOWN', 'FACTS_OLD'];
    expect(codesOf(found, 'TO_CONFIRM').filter((code) => ofTime.includes(code))).toEqual(codes);
  });

  test('the last deadline is named where none is open', () => {
    const texts = impulse({}, '2026-11-23').missing.map(({ text }) => text);
    expect(texts).toContain('Zurzeit ist keine offene Runde bekannt. Die letzte Frist war der 14.08.2026.');
  });

  test('dates are counted back from the deadline, and those that have passed say so', () => {
    expect(impulse({}, '2026-07-10').steps.map(({ code, by, passed }) => [code, by, passed])).toEqual([
      ['CONSULTATION', '2026-06-19', true],
      ['PARTNERS', '2026-07-03', true],
      ['APPLICATION_TALK', '2026-07-31', false],
      ['COUNCIL_DECISION', '2026-07-31', false],
      ['APPLICATION_READY', '2026-08-07', false],
      ['SUBMISSION', '2026-08-14', false],
    ]);
  });

  test('neither Pfingstmontag nor Fronleichnam counts, and what no condition asks for is no step', () => {
    const round = { talksFrom: null, talksUntil: null, deadline: '2026-06-05', startFrom: null };
    const { programme } = impulse();
    expect(stepsTo(programme, round, openDay).map(({ code, by }) => [code, by])).toEqual([
      ['CONSULTATION', '2026-04-02'],
      ['PARTNERS', '2026-04-20'],
      ['COUNCIL_DECISION', '2026-05-20'],
      ['APPLICATION_READY', '2026-05-28'],
      ['SUBMISSION', '2026-06-05'],
    ]);
    const steps = stepsTo({ ...programme, conditions: [] }, round, openDay);
    expect(steps.map(({ code }) => code)).toEqual(['CONSULTATION', 'APPLICATION_READY', 'SUBMISSION']);
  });
});

test('what fits comes first, then what is incomplete, then what does not fit; every programme is there', () => {
  const fits = checkFunding(programmes, { ...given, topics: [] }, openDay).map(({ programme, fit }) => [
    programme.code,
    fit,
  ]);
  expect(fits).toEqual([
    ['QUARTIERSAKADEMIE', 'FITS'],
    ['QUARTIERSIMPULSE', 'INCOMPLETE'],
    ['GUT_BERATEN_QE', 'DOES_NOT_FIT'],
    ['BETEILIGUNGSTALER', 'DOES_NOT_FIT'],
  ]);
});

test('the table is in order: rounds by their deadlines, talks before them, sources named', () => {
  expect(new Set(programmes.map(({ code }) => code)).size).toBe(programmes.length);
  for (const { rounds, sources, amounts, conditions, topics } of programmes) {
    expect(sources.length).toBeGreaterThan(0);
    expect(rounds).toEqual(rounds.toSorted((a, b) => a.deadline.localeCompare(b.deadline)));
    for (const { talksFrom, talksUntil, deadline } of rounds) {
      const days = [talksFrom, talksUntil, deadline].filter((day) => day !== null);
      expect(days).toEqual(days.toSorted());
    }
    for (const { minEuro, maxEuro } of amounts) expect(minEuro ?? 0).toBeLessThan(maxEuro);
    expect(conditions.some(({ code }) => code === 'TOPIC')).toBe(topics.length > 0);
  }
});
