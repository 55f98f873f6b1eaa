import type { KnowingLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { countableAssociations } from '../policy.ts';
import type { CaseCountRepository } from './case-count.repository.ts';

type CaseCounter = KnowingLoader<string, number>;
type MaybePromise<Value> = Value | Promise<Value>;

export type CaseCountService = ReturnType<typeof createCaseCountService>;

/** How many cases members, advisors and associations have: null for who may not know. */
export function createCaseCountService(counts: CaseCountRepository, viewer: Viewer) {
  const countable = new Set(countableAssociations(viewer));
  const ifKnown = (association: AssociationCode, { load }: CaseCounter, key: string): MaybePromise<number | null> =>
    countable.has(association) ? load(key) : null;
  return {
    /** All cases about the member's Kommune. */
    ofMember: (association: AssociationCode, ags: string) => ifKnown(association, counts.ofKommune, ags),
    /** Counts before `ofMember` is asked, which then answers at once. */
    async prepareMember(association: AssociationCode, ags: string): Promise<void> {
      if (countable.has(association)) await counts.ofKommune.prepare([ags]);
    },
    /** Open cases that the advisor leads. */
    openOfAdvisor: (association: AssociationCode, id: string) =>
      ifKnown(association, counts.openOfAdvisor, id.toLowerCase()),
    /** Open cases that the association leads. */
    openOfAssociation: (association: AssociationCode) => ifKnown(association, counts.openOfAssociation, association),
  };
}
