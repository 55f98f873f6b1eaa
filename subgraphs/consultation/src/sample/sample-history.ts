import type { AssociationCode, CaseFact } from '../routing/routing.types.ts';

interface Earlier {
  readonly id: string;
  readonly fact: CaseFact | null;
}

/** What has been told already, as far as later cases need it: the newest case of each Kommune, and the numbers given out. */
export interface SampleHistory {
  /** Key of the newest case whose seat the Kommune is. */
  readonly latestOf: (ags: string | null) => string | null;
  /** What routing wants to know of it. */
  readonly factsOf: (ags: string | null) => readonly CaseFact[];
  readonly nextNumber: (receivedAt: Date) => string;
  readonly add: (
    seat: string | null,
    id: string,
    lead: AssociationCode | null,
    received: string,
    closed: string | null,
  ) => void;
}

export function createSampleHistory(): SampleHistory {
  const newest = new Map<string, Earlier>();
  const numbers = new Map<number, number>();
  const earlierOf = (ags: string | null) => (ags === null ? undefined : newest.get(ags));
  return {
    latestOf: (ags) => earlierOf(ags)?.id ?? null,
    factsOf: (ags) => {
      const fact = earlierOf(ags)?.fact;
      return fact ? [fact] : [];
    },
    nextNumber: (receivedAt) => {
      const year = receivedAt.getUTCFullYear();
      const number = (numbers.get(year) ?? 0) + 1;
      numbers.set(year, number);
      return `${year}-${String(number).padStart(5, '0')}`;
    },
    add: (ags, id, lead, receivedOn, closedOn) => {
      if (ags === null) return;
      newest.set(ags, { id, fact: lead === null ? null : { ags, lead, receivedOn, closedOn } });
    },
  };
}
