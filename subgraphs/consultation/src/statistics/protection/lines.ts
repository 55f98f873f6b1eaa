import { type Count, isSafe, unionOf } from './safety.ts';

/**
 * Which categories of one dimension stay hidden, when the total of all is known.
 *
 * What is hidden together must itself be safe, since its total follows by subtraction, and there must be two or more to hide
 * behind each other: so the smallest that could show join them. Then each may have anything from no case to all of theirs.
 *
 * @param adds whether the categories add up to the total; where a case has several (fields of action), nothing can be subtracted
 */
export function hiddenCategories(counts: readonly Count[], adds: boolean): ReadonlySet<number> {
  const hidden = new Set(counts.keys().filter((index) => !isSafe(counts[index] as Count)));
  if (!adds || hidden.size === 0) return hidden;
  const bySize = [...counts.keys()].sort((a, b) => casesOf(counts[a]) - casesOf(counts[b]));
  for (const index of bySize) {
    if (hidden.size >= 2 && isSafe(unionOf([...hidden].map((at) => counts[at] as Count)))) break;
    hidden.add(index);
  }
  return hidden;
}

function casesOf(count: Count | undefined): number {
  return count?.cases ?? 0;
}
