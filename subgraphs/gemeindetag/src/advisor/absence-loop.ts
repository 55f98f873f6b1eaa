import type { AbsenceRow } from './advisor.repository.ts';

/** Days from first to last, both included, ISO 8601. */
interface Days {
  readonly from: string;
  readonly until: string;
}

/** Whether two spans of days have one in common. */
export function overlap(one: Days, other: Days): boolean {
  return one.from <= other.until && other.from <= one.until;
}

/**
 * Follows the deputies of a new absence from one to the next, over the days that their absences have in common.
 *
 * @returns the chain that leads back to who is away, beginning with them; null where every chain ends with somebody who is there
 */
export function findAbsenceLoop(absence: AbsenceRow, others: readonly AbsenceRow[]): readonly string[] | null {
  const absencesOf = Map.groupBy(others, ({ advisorId }) => advisorId);
  const follow = (deputyId: string | null, days: Days, chain: readonly string[]): readonly string[] | null => {
    if (deputyId === null) return null;
    if (deputyId === absence.advisorId) return chain;
    // A loop that was there before and does not touch this absence.
    if (chain.includes(deputyId)) return null;
    for (const next of absencesOf.get(deputyId) ?? []) {
      if (!overlap(next, days)) continue;
      const loop = follow(next.deputyId, commonDays(next, days), [...chain, deputyId]);
      if (loop) return loop;
    }
    return null;
  };
  return follow(absence.deputyId, absence, [absence.advisorId]);
}

function commonDays(one: Days, other: Days): Days {
  const [, from] = [one.from, other.from].sort();
  const [until] = [one.until, other.until].sort();
  return { from: from ?? one.from, until: until ?? one.until };
}
