import { applicantNames, applicantsOf } from './applicant.ts';
import type { FundingFacts, GapRow, MatchRow, ProgrammeRow } from './funding.types.ts';
import { amountFor, findGaps } from './gaps.ts';
import { isOpen, stepsTo } from './steps.ts';

const order = ['FITS', 'INCOMPLETE', 'DOES_NOT_FIT'] as const;

const list = new Intl.ListFormat('de-DE');

/**
 * How each programme fits a case: what fits first, what does not last.
 *
 * @param today ISO day from which deadlines count
 */
export function checkFunding(known: readonly ProgrammeRow[], facts: FundingFacts, today: string): readonly MatchRow[] {
  const matches = known.map((programme) => matchProgramme(programme, facts, today));
  return matches.toSorted((a, b) => order.indexOf(a.fit) - order.indexOf(b.fit));
}

function matchProgramme(programme: ProgrammeRow, facts: FundingFacts, today: string): MatchRow {
  const applicants = applicantsOf(facts);
  const may = [...programme.applicants, ...programme.unclear];
  const applicant = applicants?.find((one) => may.includes(one)) ?? null;
  if (applicants && !applicant) {
    const missing = [refusalOf(programme)];
    return { programme, fit: 'DOES_NOT_FIT', applicant, amount: null, missing, round: null, steps: [] };
  }
  const round = programme.rounds.find((one) => isOpen(one, today)) ?? null;
  const missing = findGaps({ programme, facts, applicant, round, today });
  return {
    ...{ programme, applicant, missing, round },
    fit: missing.some(({ weight }) => weight === 'MISSING') ? 'INCOMPLETE' : 'FITS',
    amount: applicant && amountFor(programme, applicant),
    steps: round ? stepsTo(programme, round, today) : [],
  };
}

function refusalOf({ applicants }: ProgrammeRow): GapRow {
  const names = list.format(applicants.map((applicant) => applicantNames[applicant]));
  return {
    code: 'APPLICANT_NOT_ELIGIBLE',
    weight: 'EXCLUDES',
    text: `Wer angefragt hat, kann hier keinen Antrag stellen. Das dürfen nur ${names}.`,
  };
}
