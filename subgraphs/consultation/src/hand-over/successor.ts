import type { CaseFacts } from '../case-work/case-work.types.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { chooseAdvisor } from '../routing/advisor-choice.ts';
import type { AdvisorFact } from '../routing/routing.types.ts';

/** Finds who takes over a part of a case; null where nobody can. */
export type FindSuccessor = (facts: CaseFacts) => string | null;

/**
 * Chooses by the rules of routing for each case anew. Who has been chosen has one case more, so that not all go to the one who
 * had the fewest.
 *
 * @param on the day on which absences count, ISO 8601
 */
export function createChoice(
  association: AssociationCode,
  advisors: readonly AdvisorFact[],
  leaving: string,
  on: string,
): FindSuccessor {
  const openCases = new Map(advisors.map(({ id, openCases: count }) => [id, count]));
  return ({ kommunen, topics, parts }) => {
    const [focus] = kommunen;
    if (focus === undefined) return null;
    const taken = parts.map(({ advisorId }) => advisorId);
    const team = advisors
      .filter(({ id }) => id !== leaving && !taken.includes(id))
      .map((advisor) => ({ ...advisor, openCases: openCases.get(advisor.id) ?? advisor.openCases }));
    const chosen = chooseAdvisor({ association, focus, concerns: kommunen, topics, on }, team)?.advisor.id ?? null;
    if (chosen !== null) openCases.set(chosen, (openCases.get(chosen) ?? 0) + 1);
    return chosen;
  };
}
