import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseChanges } from '../case-work/change.service.ts';
import { caseSightOf, projectKeeperOf } from '../policy.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { createRequestIntroduction } from '../twin/request-introduction.service.ts';
import { createCaseProjectWork } from './case-project.service.ts';
import { createProjectChanges } from './project-change.service.ts';
import { createProjectTurns } from './project-turn.repository.ts';
import { createProjectPartsWork, createProjectWork } from './project-work.service.ts';

export type ProjectWork = ReturnType<typeof createProjectContext>;

/** All that a viewer can do with projects. `em` must be a fork of its own. */
export function createProjectContext(parts: {
  readonly em: EntityManager;
  readonly viewer: Viewer;
  readonly topics: Pick<TopicService, 'find'>;
  /** The one way in which people change a case. */
  readonly caseChanges: CaseChanges;
  readonly now: () => Date;
  readonly today: string;
}) {
  const { em, viewer, topics, caseChanges, now, today } = parts;
  const turns = createProjectTurns(em, { sight: caseSightOf(viewer), keeper: projectKeeperOf(viewer) });
  const changes = createProjectChanges({ viewer, turns, now });
  return {
    ...createCaseProjectWork(caseChanges, topics, today),
    ...createProjectWork(changes, topics, today),
    ...createProjectPartsWork(changes, today),
    requestIntroduction: createRequestIntroduction(caseChanges).request,
  };
}
