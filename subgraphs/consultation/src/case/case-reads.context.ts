import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { createCaseDetailsRepository } from '../case-work/case-details.repository.ts';
import { createCaseDetails } from '../case-work/case-details.service.ts';
import { createInquirerRepository } from '../inquiry/inquirer.repository.ts';
import { caseSightOf, projectKeeperOf } from '../policy.ts';
import { createProjectRepository } from '../project/project.repository.ts';
import { createProjectService } from '../project/project.service.ts';
import type { RegisterService } from '../register/register.service.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { createIntroductionRepository } from '../twin/introduction.repository.ts';
import { createIntroductionService } from '../twin/introduction.service.ts';
import { createIntroductionTurns } from '../twin/introduction-turn.repository.ts';
import { createCaseRepository } from './case.repository.ts';
import { createCaseService } from './case.service.ts';

interface Sources {
  readonly em: EntityManager;
  readonly ownFork: () => EntityManager;
  readonly viewer: Viewer;
  readonly topics: TopicService;
  readonly register: RegisterService;
  readonly now: () => Date;
}

/** Cases and projects as the viewer sees them, with loaders of their own. */
export function createCaseReads({ em, ownFork, viewer, topics, register, now }: Sources) {
  const keeper = projectKeeperOf(viewer);
  const sight = caseSightOf(viewer);
  const cases = createCaseService({
    ...{ viewer, topics, findSeats: register.findKeys },
    cases: createCaseRepository(em, sight),
    inquirersFor: (subject) => createInquirerRepository(em, subject),
  });
  const details = createCaseDetailsRepository(em, sight);
  const projects = createProjectRepository(em, { sight, keeper });
  return {
    cases,
    caseDetails: createCaseDetails({ viewer, cases, details, now }),
    projects: createProjectService({ viewer, projects, topics }),
    introductions: createIntroductionService({
      ...{ viewer, now, introductions: createIntroductionRepository(em, sight) },
      turns: () => createIntroductionTurns(ownFork(), { sight, keeper }),
      inquirersFor: (subject) => createInquirerRepository(em, subject, 'INTRODUCTION'),
    }),
  };
}
