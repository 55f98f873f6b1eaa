import type {
  FundingApplicant,
  FundingConditionCode,
  FundingGapCode,
  FundingGapWeight,
} from '../generated/resolvers.ts';
import { applicantNames } from './applicant.ts';
import type { FundingFacts, GapRow, ProgrammeRow, RoundRow } from './funding.types.ts';

/** A programme that somebody may apply for, as the rules look at it. */
export interface Question {
  readonly programme: ProgrammeRow;
  readonly facts: FundingFacts;
  /** Null where the case does not say who applies. */
  readonly applicant: FundingApplicant | null;
  /** The next one that is open. */
  readonly round: RoundRow | null;
  /** ISO day. */
  readonly today: string;
}

/** What a rule finds, or null where it has nothing to say. */
type Rule = (question: Question) => GapRow | null;

const gap = (code: FundingGapCode, weight: FundingGapWeight, text: string): GapRow => ({ code, weight, text });

/** 2026-08-14 as 14.08.2026. */
const german = (day: string) => day.split('-').reverse().join('.');

const running: readonly unknown[] = ['IMPLEMENTATION', 'CONSOLIDATION', 'EVALUATION'];

/** Each looks at one thing; in the order in which an advisor would ask. */
const rules: readonly Rule[] = [
  ({ applicant }) =>
    applicant ? null : gap('APPLICANT_UNKNOWN', 'MISSING', 'Im Fall steht nicht, wer den Antrag stellen würde.'),
  ({ programme, applicant }) =>
    applicant && programme.unclear.includes(applicant)
      ? gap(
          'APPLICANT_UNCLEAR',
          'TO_CONFIRM',
          `Ob ${applicantNames[applicant]} einen Antrag stellen dürfen, sagen die bekannten Bedingungen nicht.`,
        )
      : null,
  ({ programme, facts }) =>
    programme.rounds.length > 0 && running.includes(facts.phase)
      ? gap('ALREADY_RUNNING', 'TO_CONFIRM', 'Das Projekt läuft schon. Fragen Sie, ob es dann noch gefördert wird.')
      : null,
  ({ programme, applicant }) =>
    !applicant || amountFor(programme, applicant)
      ? null
      : gap('AMOUNT_UNKNOWN', 'TO_CONFIRM', 'Wie viel Geld es gibt, ist nicht bekannt.'),
  ({ programme }) =>
    programme.rounds.length > 0 ? null : gap('DEADLINE_UNKNOWN', 'TO_CONFIRM', 'Es ist keine Antragsfrist bekannt.'),
  ({ programme, round }) => {
    const last = programme.rounds.at(-1);
    if (round || !last) return null;
    const text = `Zurzeit ist keine offene Runde bekannt. Die letzte Frist war der ${german(last.deadline)}.`;
    return gap('NO_OPEN_ROUND', 'TO_CONFIRM', text);
  },
  ({ round, today }) =>
    round?.talksUntil && round.talksUntil < today
      ? gap(
          'TALKS_OVER',
          'TO_CONFIRM',
          `Antragsgespräche gab es bis zum ${german(round.talksUntil)}. Wer noch keines hatte, muss auf eine spätere Runde warten.`,
        )
      : null,
  ({ programme: { factsFrom }, today }) => {
    if (factsFrom === null) return gap('FACTS_OLD', 'TO_CONFIRM', 'Von wann die Angaben sind, ist nicht bekannt.');
    if (factsFrom >= Number(today.slice(0, 4))) return null;
    return gap('FACTS_OLD', 'TO_CONFIRM', `Die Angaben sind aus dem Jahr ${factsFrom} und vielleicht überholt.`);
  },
  ({ programme }) =>
    programme.confirmedOn
      ? null
      : gap('FACTS_UNCONFIRMED', 'TO_CONFIRM', 'Das Kompetenzzentrum hat die Angaben noch nicht bestätigt.'),
];

/** How a case answers a condition; one that is not here, no case can answer. Null where it is met. */
const answers: Partial<Record<FundingConditionCode, (question: Question) => FundingGapWeight | null>> = {
  TOPIC: ({ programme, facts }) => (facts.topics.some((code) => programme.topics.includes(code)) ? null : 'MISSING'),
  PARTNER_KOMMUNE: ({ applicant, facts }) => (applicant !== 'LANDKREIS' || hasPartner(facts) ? null : 'MISSING'),
  CITIZEN_PARTICIPATION: ({ facts }) =>
    facts.topics.includes('BET') || facts.phase === 'PARTICIPATION' ? null : 'TO_CONFIRM',
};

/** All that is missing for an application, or has to be asked: the programme's own conditions first. */
export function findGaps(question: Question): readonly GapRow[] {
  const conditions = question.programme.conditions.flatMap(({ code, text }) => {
    const answer = answers[code];
    const weight = answer ? answer(question) : 'TO_CONFIRM';
    return weight ? [gap(code, weight, text)] : [];
  });
  return [...conditions, ...rules.flatMap((rule) => rule(question) ?? [])];
}

/** What a programme has for an applicant; null where that is not known. */
export const amountFor = (programme: ProgrammeRow, applicant: FundingApplicant) =>
  programme.amounts.find(({ applicants }) => applicants.includes(applicant)) ?? null;

/** Whether a Gemeinde of the Landkreis takes part; a Stadtkreis belongs to none. */
function hasPartner({ kommunen }: FundingFacts): boolean {
  const landkreis = kommunen.find(({ kind }) => kind === 'LANDKREIS');
  return kommunen.some(
    ({ ags, kind }) => kind !== 'LANDKREIS' && (landkreis ? ags.startsWith(landkreis.ags) : kind !== 'STADTKREIS'),
  );
}
