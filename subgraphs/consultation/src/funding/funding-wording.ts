import type { FundingApplicationState } from '../generated/resolvers.ts';
import { count, day } from '../routing/wording.ts';
import type { FundingApplicationFacts } from './funding-application.types.ts';
import { getProgramme } from './programmes.ts';

/** „Förderantrag bei „Beteiligungstaler“ vom 14.08.2026 über 4.000 Euro: bewilligt am 01.10.2026 über 3.000 Euro.“ */
export function fundingSentence(facts: FundingApplicationFacts): string {
  return `${nameOf(facts)}: ${standOf(facts)}.`;
}

/** The same of one that was just made: nothing else is known of it. */
export const newFundingSentence = (facts: FundingApplicationFacts): string => `${nameOf(facts)}.`;

function nameOf({ programme, appliedOn, amountEuro }: FundingApplicationFacts): string {
  return `Förderantrag bei „${getProgramme(programme).name}“ vom ${day(appliedOn)} über ${count(amountEuro)} Euro`;
}

function standOf({ state, decidedOn, grantedEuro }: FundingApplicationFacts): string {
  if (decidedOn === null) return stateWords[state];
  const amount = grantedEuro === null ? '' : ` über ${count(grantedEuro)} Euro`;
  return `${stateWords[state]} am ${day(decidedOn)}${amount}`;
}

const stateWords: Readonly<Record<FundingApplicationState, string>> = {
  APPLIED: 'noch nicht entschieden',
  GRANTED: 'bewilligt',
  REJECTED: 'abgelehnt',
  WITHDRAWN: 'zurückgezogen',
};
