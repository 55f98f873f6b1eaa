import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { createCaseCountRepository } from './association/case-count.repository.ts';
import { type CaseCountService, createCaseCountService } from './association/case-count.service.ts';
import type { CaseService } from './case/case.service.ts';
import { createCaseReads } from './case/case-reads.context.ts';
import type { CaseDetails } from './case-work/case-details.service.ts';
import { createCaseTurns } from './case-work/case-turn.repository.ts';
import { type CaseWork, createCaseWork } from './case-work/case-work.context.ts';
import { createCaseChanges } from './case-work/change.service.ts';
import { createDirectoryRepository } from './directory/directory.repository.ts';
import { createDirectoryService, type DirectoryService } from './directory/directory.service.ts';
import type { DirectorySecrets } from './directory/directory.types.ts';
import { createEventContext, type EventContext } from './event/event.context.ts';
import { createFundingService, type FundingService } from './funding/funding.service.ts';
import { createHandOverRepository } from './hand-over/hand-over.repository.ts';
import { createHandOverService, type HandOverService } from './hand-over/hand-over.service.ts';
import { createSubmissionRepository } from './inquiry/submission.repository.ts';
import { createSubmissionService, type SubmissionService } from './inquiry/submission.service.ts';
import { createMyInquiryRepository } from './my-inquiry/my-inquiry.repository.ts';
import { createMyInquiryService, type MyInquiryService } from './my-inquiry/my-inquiry.service.ts';
import { createRevokeLinkRepository } from './my-inquiry/revoke-link.repository.ts';
import { createRevokeLinkService, type RevokeLinkService } from './my-inquiry/revoke-link.service.ts';
import { createMailQueueRepository } from './notification/mail-queue.repository.ts';
import { createMailQueueService, type MailQueueService } from './notification/mail-queue.service.ts';
import { once } from './once.ts';
import { caseSightOf } from './policy.ts';
import { findCaseKey } from './privacy/case-key.repository.ts';
import { createPrivacyContext, type PrivacyContext } from './privacy/privacy.context.ts';
import { createProjectContext, type ProjectWork } from './project/project.context.ts';
import type { ProjectService } from './project/project.service.ts';
import { createRegisterImportStore } from './register/import/register-import.repository.ts';
import { createRegisterImport, type RegisterImport } from './register/import/register-import.service.ts';
import type { RegisterCache } from './register/register.cache.ts';
import { createRegisterService, type RegisterService } from './register/register.service.ts';
import { createMembershipEffects, type MembershipEffects } from './routing/membership-effect.service.ts';
import { createRoutingRepository } from './routing/routing.repository.ts';
import { createRoutingService, type RoutingService } from './routing/routing.service.ts';
import { createSimilarRepository } from './similar/similar.repository.ts';
import { createSimilarService, type SimilarService } from './similar/similar.service.ts';
import type { PublishedTables } from './statistics/published-tables.ts';
import { createFigures, type Figures } from './statistics/statistics.context.ts';
import { createTopicRepository } from './topic/topic.repository.ts';
import { createTopicService, type TopicService } from './topic/topic.service.ts';
import type { IntroductionService } from './twin/introduction.service.ts';
import { createTwinRepository } from './twin/twin.repository.ts';
import { createTwinService, type TwinService } from './twin/twin.service.ts';

/** What lives as long as the process. */
export interface Sources {
  readonly orm: Orm;
  readonly register: RegisterCache;
  readonly publishedTables: PublishedTables;
  /** Approvals of erasures are written for an association with a key that follows from what it shares with us. */
  readonly directorySecrets: DirectorySecrets;
}

/** What resolvers work with: one per request, with one EntityManager and one set of loaders behind it. */
export interface Context {
  readonly viewer: Viewer;
  readonly register: RegisterService;
  readonly registerImport: RegisterImport;
  readonly topics: TopicService;
  readonly directory: DirectoryService;
  readonly routing: RoutingService;
  readonly membershipEffects: MembershipEffects;
  readonly inquiries: SubmissionService;
  readonly myInquiries: MyInquiryService;
  readonly revokeLinks: RevokeLinkService;
  readonly privacy: PrivacyContext;
  readonly cases: CaseService;
  readonly caseDetails: CaseDetails;
  readonly caseWork: CaseWork;
  readonly handOvers: HandOverService;
  readonly projects: ProjectService;
  readonly projectWork: ProjectWork;
  readonly similar: SimilarService;
  readonly funding: FundingService;
  readonly events: EventContext;
  readonly twins: TwinService;
  readonly introductions: IntroductionService;
  /** Makes what was read of cases and projects be read anew. For after a change: a request may hold several. */
  readonly forgetCases: () => void;
  readonly caseCounts: CaseCountService;
  readonly mailQueue: MailQueueService;
  readonly figures: Figures;
}

/**
 * Makes the context of one request. Nothing is asked of the database before a resolver wants it.
 *
 * @param today the day on which memberships and Kommunen count: one for the whole request, also at midnight
 */
export function createContext(sources: Sources, caller: Caller, today = localDay()): Context {
  const viewer = caller.kind === 'gateway' ? caller.viewer : publicViewer;
  const em = sources.orm.em.fork();
  const directory = createDirectoryRepository(em);
  const register = createRegisterService({
    snapshot: once(() => sources.register(em)),
    findMemberKeys: directory.findMemberKeys,
    today,
  });
  const topics = createTopicService(createTopicRepository(em));
  const routingFacts = createRoutingRepository(em);
  const routing = createRoutingService({ routing: routingFacts, register, topics, today });
  const membershipEffects = once(() =>
    createMembershipEffects({ findWorld: (ags, on) => routingFacts.findWorld(ags, on), register, today }),
  );
  const inquiries = createSubmissionService({
    ...{ viewer, routing, register, topics },
    submissions: createSubmissionRepository(em),
  });
  const now = () => new Date();
  const ownFork = () => sources.orm.em.fork();
  const readCases = () => createCaseReads({ em, ownFork, viewer, topics, register, now });
  let reads = readCases();
  const caseWork = once(() => createCaseWork({ em: sources.orm.em.fork(), viewer, topics, now }));
  const projectWork = once(() => {
    const own = sources.orm.em.fork();
    const caseChanges = createCaseChanges({ viewer, turns: createCaseTurns(own, caseSightOf(viewer)), now });
    return createProjectContext({ em: own, viewer, topics, caseChanges, now, today });
  });
  const findCase = (keyOrNumber: string) => findCaseKey(em, keyOrNumber);
  const privacy = once(() =>
    createPrivacyContext({ em, viewer, today, now, findCase, directorySecrets: sources.directorySecrets }),
  );
  const events = once(() => createEventContext({ em, ownFork, viewer, topics, register, now }));
  const figures = once(() => createFigures({ em, viewer, register, tables: sources.publishedTables, now, today }));
  const myInquiries = once(() =>
    createMyInquiryService({
      ...{ now, findMine: inquiries.findMine, myInquiries: createMyInquiryRepository(em) },
      turns: createCaseTurns(ownFork(), caseSightOf(publicViewer)),
    }),
  );
  return {
    ...{ viewer, register, topics, routing, inquiries },
    get cases() {
      return reads.cases;
    },
    get caseDetails() {
      return reads.caseDetails;
    },
    get projects() {
      return reads.projects;
    },
    forgetCases() {
      reads = readCases();
    },
    directory: createDirectoryService(directory),
    caseCounts: createCaseCountService(createCaseCountRepository(em), viewer),
    mailQueue: createMailQueueService(createMailQueueRepository(em), viewer),
    // Seldom asked for, so made only then.
    get membershipEffects() {
      return membershipEffects();
    },
    get privacy() {
      return privacy();
    },
    get events() {
      return events();
    },
    get figures() {
      return figures();
    },
    get caseWork() {
      return caseWork();
    },
    get projectWork() {
      return projectWork();
    },
    get handOvers() {
      const handOvers = createHandOverRepository(sources.orm.em.fork(), caseSightOf(viewer));
      return createHandOverService({ viewer, handOvers, now });
    },
    get registerImport() {
      return createRegisterImport({
        ...{ viewer, today, now },
        store: createRegisterImportStore(() => sources.orm.em.fork()),
      });
    },
    get funding() {
      return createFundingService({ cases: reads.cases, register, today });
    },
    get twins() {
      return createTwinService({ viewer, register, topics, twins: createTwinRepository(em, caseSightOf(viewer)) });
    },
    get introductions() {
      return reads.introductions;
    },
    get similar() {
      return createSimilarService({ viewer, topics, similar: createSimilarRepository(em, caseSightOf(viewer)) });
    },
    get myInquiries() {
      return myInquiries();
    },
    get revokeLinks() {
      return createRevokeLinkService({
        viewer,
        cases: reads.cases,
        findCase,
        now,
        links: createRevokeLinkRepository(em),
      });
    },
  };
}
