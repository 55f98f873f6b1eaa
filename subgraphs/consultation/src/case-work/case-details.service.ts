import { readPage } from '@gkz-qe/kit/connection.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { hasScope } from '@gkz-qe/kit/viewer.ts';
import type { CaseService } from '../case/case.service.ts';
import type { CaseRow } from '../case/case.types.ts';
import type { CaseAction, QueryMyCommitmentsArgs } from '../generated/resolvers.ts';
import { caseSightOf, requireScope } from '../policy.ts';
import type { CaseDetailsRepository } from './case-details.repository.ts';
import type { CommitmentRow } from './commitment-statement.ts';
import { relationsOf } from './relations.ts';
import { availableActions } from './transitions.ts';

export interface CaseDetailsParts {
  readonly viewer: Viewer;
  readonly cases: Pick<CaseService, 'find' | 'participationsOf'>;
  readonly details: CaseDetailsRepository;
  readonly now: () => Date;
}

export type CaseDetails = ReturnType<typeof createCaseDetails>;

/** What the work on a case has left: for those who may read its content, null for all others. */
export function createCaseDetails({ viewer, cases, details, now }: CaseDetailsParts) {
  return {
    contactsOf: async ({ id, content }: CaseRow) => (content ? details.loadContacts(id) : null),
    recommendationsOf: async ({ id, content }: CaseRow) => (content ? details.loadRecommendations(id) : null),
    commitmentsOf: async ({ id, content }: CaseRow) => (content ? details.loadCommitments(id) : null),
    fundingApplicationsOf: async ({ id, content }: CaseRow) => (content ? details.loadFundingApplications(id) : null),
    historyOf: async ({ id, content }: CaseRow) => (content ? details.loadHistory(id) : null),

    /** What the viewer has to keep. @throws Problem UNAUTHENTICATED, FORBIDDEN; BAD_USER_INPUT for a list that is too long */
    async myCommitments({ before, first }: QueryMyCommitmentsArgs): Promise<readonly CommitmentRow[]> {
      requireScope(viewer, 'case:read');
      const { advisorId } = caseSightOf(viewer);
      if (advisorId === null) return [];
      const { limit } = readPage({ first }, { cursor: [], standard: 50 });
      return details.findCommitmentsOf(advisorId, before ? new Date(before) : null, limit);
    },

    /** What the viewer may do with a case now; nothing where its content is not theirs to read. */
    async actionsOf(row: CaseRow): Promise<readonly CaseAction[]> {
      if (!row.content || !hasScope(viewer, 'case:write')) return [];
      const relations = relationsOf(viewer, await cases.participationsOf(row));
      return availableActions(row, relations, now());
    },

    /** The case that goes on instead, if the viewer may know of it. */
    async duplicateOf({ id, content }: CaseRow): Promise<CaseRow | null> {
      const other = content ? (await details.loadPointers(id))?.duplicateOf : null;
      return other ? cases.find(other) : null;
    },

    /** The closed case that this one follows, if the viewer may know of it. */
    async followedBy({ id, content }: CaseRow): Promise<CaseRow | null> {
      const other = content ? (await details.loadPointers(id))?.follows : null;
      return other ? cases.find(other) : null;
    },
  };
}
