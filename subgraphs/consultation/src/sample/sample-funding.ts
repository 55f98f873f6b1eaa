import { addDays, localDay } from '@gkz-qe/kit/local-day.ts';
import type { FundingApplicationFacts } from '../funding/funding-application.types.ts';
import { fundingSentence } from '../funding/funding-wording.ts';
import type { AssociationCode, Phase } from '../generated/resolvers.ts';
import { createRandom, type Random } from './random.ts';
import { createSampleId } from './sample-id.ts';

/** A sample case of which an application may have come. */
export interface FundedCase {
  readonly id: string;
  readonly phase: Phase;
  readonly answeredAt: Date;
  readonly association: AssociationCode;
}

export interface SampleApplication extends FundingApplicationFacts {
  readonly id: string;
  readonly caseId: string;
  readonly association: AssociationCode;
  /** What the timeline says of it. */
  readonly text: string;
}

/** The phases in which somebody looks for money, or has found it. */
const funded: ReadonlySet<Phase> = new Set(['CONCEPT', 'FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION']);

/** How many thousand euro are applied for. */
const thousands: Readonly<Record<string, readonly [from: number, below: number]>> = {
  QUARTIERSIMPULSE: [20, 86],
  GUT_BERATEN_QE: [2, 5],
  BETEILIGUNGSTALER: [1, 3],
  QUARTIERSAKADEMIE: [1, 4],
};

/**
 * Makes up what was applied for: at most one application for a case, never on a day after `now`.
 *
 * @param cases in the order of receipt; the same cases give the same applications
 */
export function createSampleApplications(cases: readonly FundedCase[], now: Date): SampleApplication[] {
  const today = localDay(now.toTemporalInstant());
  return cases.flatMap((row, index) => {
    const random = createRandom(2_000_003 + index);
    const appliedOn = addDays(localDay(row.answeredAt.toTemporalInstant()), 10 + random.below(120));
    if (!funded.has(row.phase) || !random.chance(0.45) || appliedOn > today) return [];
    const facts = drawFacts(random, appliedOn, today);
    const id = createSampleId(random, row.answeredAt);
    return [{ ...facts, id, caseId: row.id, association: row.association, text: fundingSentence(facts) }];
  });
}

function drawFacts(random: Random, appliedOn: string, today: string): FundingApplicationFacts {
  const programme = random.weighted([
    ...([
      ['QUARTIERSIMPULSE', 60],
      ['GUT_BERATEN_QE', 22],
    ] as const),
    ...([
      ['BETEILIGUNGSTALER', 12],
      ['QUARTIERSAKADEMIE', 6],
    ] as const),
  ]);
  const [from, below] = thousands[programme] ?? [1, 2];
  const amountEuro = 1_000 * (from + random.below(below - from));
  const decidedOn = addDays(appliedOn, 30 + random.below(60));
  const made = { programme, appliedOn, amountEuro };
  if (decidedOn > today) return { ...made, state: 'APPLIED', decidedOn: null, grantedEuro: null };
  const state = random.weighted([
    ['GRANTED', 62],
    ['REJECTED', 30],
    ['WITHDRAWN', 8],
  ] as const);
  const grantedEuro = state === 'GRANTED' ? Math.round(amountEuro * (0.6 + 0.4 * random.next())) : null;
  return { ...made, state, decidedOn, grantedEuro };
}
