import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { createFundingApplicationWork } from '../funding/funding-application.service.ts';
import { caseSightOf } from '../policy.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { createCaseTurns } from './case-turn.repository.ts';
import { createCaseChanges } from './change.service.ts';
import { createCoAdviceWork } from './co-advice.service.ts';
import { createCommitmentWork } from './commitment.service.ts';
import { createConsultationWork } from './consultation-work.service.ts';
import { createEndingWork } from './ending.service.ts';
import { createFollowUpWork } from './follow-up.service.ts';
import { createLeadWork } from './lead.service.ts';

export type CaseWork = ReturnType<typeof createCaseWork>;

/** All that a viewer can do with cases. `em` must be a fork of its own. */
export function createCaseWork(parts: {
  readonly em: EntityManager;
  readonly viewer: Viewer;
  readonly topics: Pick<TopicService, 'find'>;
  readonly now: () => Date;
}) {
  const { viewer, topics, now } = parts;
  const changes = createCaseChanges({ viewer, turns: createCaseTurns(parts.em, caseSightOf(viewer)), now });
  return {
    ...createLeadWork(changes),
    ...createCoAdviceWork(changes),
    ...createConsultationWork(changes, topics),
    ...createCommitmentWork(changes),
    ...createFundingApplicationWork(changes),
    ...createEndingWork(changes, topics),
    ...createFollowUpWork(changes),
  };
}
