import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { countableAssociations } from '../policy.ts';
import type { CaseCountRepository } from './case-count.repository.ts';

export type CaseCountService = ReturnType<typeof createCaseCountService>;

/** How many cases members, advisors and associations have: null for who may not know. */
export function createCaseCountService(counts: CaseCountRepository, viewer: Viewer) {
  const countable = new Set(countableAssociations(viewer));
  const ifKnown = async (association: AssociationCode, count: () => Promise<number>): Promise<number | null> =>
    countable.has(association) ? count() : null;
  return {
    /** All cases about the member's Kommune. */
    ofMember: (association: AssociationCode, ags: string) => ifKnown(association, () => counts.countOfKommune(ags)),
    /** Open cases that the advisor leads. */
    openOfAdvisor: (association: AssociationCode, id: string) =>
      ifKnown(association, () => counts.countOpenOfAdvisor(id.toLowerCase())),
    /** Open cases that the association leads. */
    openOfAssociation: (association: AssociationCode) =>
      ifKnown(association, () => counts.countOpenOfAssociation(association)),
  };
}
