import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { AdvisorTurn, StoredAdvisor } from './advisor-writer.repository.ts';

/** What a write came to, beside its `__typename`: with which advisor. */
export interface AdvisorOutcome {
  readonly id: string;
}

export interface AdvisorStale extends AdvisorOutcome {
  readonly basedOn: number;
  readonly version: number;
  readonly changes: readonly FactChange[];
}

export function outcome<const Name extends string>(__typename: Name, id: string) {
  return { __typename, id };
}

/** @throws Problem NOT_FOUND where there is no such advisor */
export async function getStored(turn: AdvisorTurn, id: string): Promise<StoredAdvisor> {
  const stored = await turn.find(id);
  if (!stored) throw new Problem('NOT_FOUND', 'Diese Person gibt es nicht.');
  return stored;
}

/**
 * What has changed since the version that a write was based on; null where it is the newest.
 *
 * @throws Problem BAD_USER_INPUT for a version that there has never been
 */
export async function staleOutcome(
  turn: AdvisorTurn,
  { id, version }: StoredAdvisor,
  basedOn: number,
): Promise<(AdvisorStale & { readonly __typename: 'LandkreistagAdvisorStale' }) | null> {
  if (basedOn === version) return null;
  if (basedOn > version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
  return {
    __typename: 'LandkreistagAdvisorStale',
    id,
    basedOn,
    version,
    changes: await turn.changesSince(id, basedOn),
  };
}
