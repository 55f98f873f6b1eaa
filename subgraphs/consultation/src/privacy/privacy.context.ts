import { sealApproval } from '@gkz-qe/kit/approval.ts';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { DirectorySecrets } from '../directory/directory.types.ts';
import { createAccessLogRepository } from './access-log/access-log.repository.ts';
import { type AccessLogService, createAccessLogService } from './access-log/access-log.service.ts';
import { createLegalHoldRepository } from './legal-hold/legal-hold.repository.ts';
import { createLegalHoldService, type LegalHoldService } from './legal-hold/legal-hold.service.ts';
import { readPersonalData } from './person/personal-export.repository.ts';
import type { RequestSight } from './privacy.policy.ts';
import { createPrivacyRequestRepository } from './request/privacy-request.repository.ts';
import { createPrivacyRequestService, type PrivacyRequestService } from './request/privacy-request.service.ts';
import { createRequestInquirersRepository } from './request/request-inquirers.repository.ts';
import { createRequestTransaction, findCasesOfRequest } from './request/request-steps.repository.ts';
import { createRequestStepService, type RequestStepService } from './request/request-steps.service.ts';
import { createRestrictionRepository, type RestrictionRepository } from './request/restriction.repository.ts';
import { createRetentionRepository } from './retention/retention.repository.ts';
import { createRetentionService, type RetentionService } from './retention/retention.service.ts';

/** What the parts below have in common. */
interface PrivacySources {
  readonly em: EntityManager;
  readonly viewer: Viewer;
  readonly today: string;
  readonly now: () => Date;
  /** The key of a case by its key or number. */
  readonly findCase: (keyOrNumber: string) => Promise<string | null>;
  readonly directorySecrets: DirectorySecrets;
}

/** What resolvers of personal data work with. */
export interface PrivacyContext {
  readonly accessLog: AccessLogService;
  readonly requests: PrivacyRequestService;
  readonly requestSteps: RequestStepService;
  readonly restrictions: RestrictionRepository;
  readonly legalHolds: LegalHoldService;
  readonly retention: RetentionService;
}

/** The part of a request's context that is about personal data. */
export function createPrivacyContext(sources: PrivacySources): PrivacyContext {
  const { em, viewer, today, now, findCase, directorySecrets } = sources;
  const requestsFor = (sight: RequestSight) => createPrivacyRequestRepository(em, sight);
  return {
    accessLog: createAccessLogService({ viewer, findCase, accesses: createAccessLogRepository(em) }),
    requests: createPrivacyRequestService({
      ...{ viewer, requestsFor, now },
      inquirersFor: (subject) => createRequestInquirersRepository(em, subject),
      findCases: (requestId) => findCasesOfRequest(em, requestId),
      readData: (caseIds, reader) => readPersonalData(em, caseIds, reader),
      seal: (approval, association) =>
        sealApproval(approval, { name: association.toLowerCase(), secret: directorySecrets[association] }),
    }),
    requestSteps: createRequestStepService({
      ...{ viewer, requestsFor, findCase, now, today },
      inTransaction: (write) => em.transactional((transaction) => write(createRequestTransaction(transaction))),
    }),
    restrictions: createRestrictionRepository(em),
    legalHolds: createLegalHoldService({ viewer, findCase, now, holds: createLegalHoldRepository(em) }),
    retention: createRetentionService({ viewer, today, retention: createRetentionRepository(em) }),
  };
}
