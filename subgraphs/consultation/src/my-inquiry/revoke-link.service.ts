import { Problem } from '@gkz-qe/kit/problem.ts';
import { hasScope, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseService } from '../case/case.service.ts';
import { requireScope } from '../policy.ts';
import type { RevokeLinkRepository } from './revoke-link.repository.ts';

export interface RevokeLinkParts {
  readonly viewer: Viewer;
  readonly links: RevokeLinkRepository;
  readonly cases: Pick<CaseService, 'find'>;
  /** The key of a case by its key or number. */
  readonly findCase: (keyOrNumber: string) => Promise<string | null>;
  readonly now: () => Date;
}

export type RevokeLinkService = ReturnType<typeof createRevokeLinkService>;

/** For when a link has come into wrong hands. */
export function createRevokeLinkService({ viewer, links, cases, findCase, now }: RevokeLinkParts) {
  /** Whoever may read the content, and privacy officers. */
  async function mayRevoke(caseId: string): Promise<boolean> {
    if (hasScope(viewer, 'privacy:write')) return true;
    requireScope(viewer, 'case:write');
    return (await cases.find(caseId))?.content === true;
  }

  return {
    /**
     * Ends all links to an inquiry; answers how many worked until now.
     *
     * @throws Problem FORBIDDEN, or NOT_FOUND also for a case whose content the viewer may not read
     */
    async revoke(keyOrNumber: string): Promise<number> {
      const caseId = await findCase(keyOrNumber);
      if (caseId !== null && (await mayRevoke(caseId))) return links.revoke(caseId, now());
      if (caseId === null && !hasScope(viewer, 'privacy:write')) requireScope(viewer, 'case:write');
      throw new Problem('NOT_FOUND', 'Diesen Fall gibt es nicht.');
    },
  };
}
