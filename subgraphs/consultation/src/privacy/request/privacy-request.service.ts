import type { Approval } from '@gkz-qe/kit/approval.ts';
import { type Connection, createConnection, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import { hasScope, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { AssociationCode, PrivacyRequestFilter } from '../../generated/resolvers.ts';
import { once } from '../../once.ts';
import { requireScope, subjectOf } from '../../policy.ts';
import { byMoment, placeOf } from '../moment-order.ts';
import { writePersonalDocument } from '../person/personal-document.ts';
import type { ExportReader, PersonalData } from '../person/personal-export.repository.ts';
import { type RequestSight, requestSightOf } from '../privacy.policy.ts';
import type { PrivacyRequestRepository } from './privacy-request.repository.ts';
import type { PersonalCaseRow, PrivacyRequestRow } from './privacy-request.types.ts';
import type { RequestInquirersRepository } from './request-inquirers.repository.ts';
import { obstacleReasons } from './request-outcome.ts';
import { obstacleTo } from './request-rules.ts';

export interface PrivacyRequestParts {
  readonly viewer: Viewer;
  readonly requestsFor: (sight: RequestSight) => PrivacyRequestRepository;
  /** Reads in the name of the person with this subject. */
  readonly inquirersFor: (subject: string) => RequestInquirersRepository;
  readonly findCases: (requestId: string) => Promise<readonly string[]>;
  readonly readData: (caseIds: readonly string[], reader: ExportReader) => Promise<PersonalData>;
  readonly seal: (approval: Approval, association: AssociationCode) => Promise<string>;
  readonly now: () => Date;
}

export interface PrivacyExport {
  readonly request: string;
  readonly at: Date;
  readonly caseCount: number;
  readonly json: string;
}

export type PrivacyRequestService = ReturnType<typeof createPrivacyRequestService>;

/** Requests of persons as the viewer sees them, and through them the data that they are about. */
export function createPrivacyRequestService({ viewer, ...parts }: PrivacyRequestParts) {
  const requests = once(() => parts.requestsFor(requestSightOf(viewer)));
  const inquirers = once(() => parts.inquirersFor(subjectOf(viewer)));

  return {
    /** Null where there is none or the viewer may not know of it. */
    find: async (id: string): Promise<PrivacyRequestRow | null> => requests().find(id),

    /** In pages, what is due first before all else. */
    async list(
      args: PageArguments & { readonly filter?: PrivacyRequestFilter | null | undefined },
    ): Promise<Connection<PrivacyRequestRow>> {
      const { state, kind, overdue } = args.filter ?? {};
      const query = { states: state ?? ['OPEN', 'APPROVED'], kinds: kind ?? null, overdue: overdue ?? false };
      const page = readPage(args, { cursor: byMoment(isUuid) });
      return createConnection(await requests().findPage(query, page), page, {
        cursorOf: ({ dueAt, id }) => placeOf(dueAt, id),
        totalCount: () => requests().count(query),
      });
    },

    stepsOf: async ({ id }: PrivacyRequestRow) => requests().loadSteps(id),

    casesOf: async ({ id }: PrivacyRequestRow) => requests().loadCases(id),

    /** The person's own words; only for privacy officers, and only while the request is open. */
    concernOf: async ({ concern }: PersonalCaseRow) => (hasScope(viewer, 'privacy:read') ? concern : null),

    /** Who asked; only for privacy officers, and only while the request is open. Each read is logged. */
    async inquirerOf({ requestId, requestOpen, id, inquirerKind }: PersonalCaseRow) {
      requireScope(viewer, 'privacy:read');
      if (!requestOpen) return null;
      const inquirer = await inquirers().loadLogged({ requestId, caseId: id });
      return inquirer && { ...inquirer, kind: inquirerKind };
    },

    /**
     * Proof for an association that one person has approved an erasure, for the viewer to carry it out there as the second. Null
     * for other kinds, and for who is known by one case alone and not by a mail address.
     *
     * @throws Problem FORBIDDEN, or CONFLICT with what keeps the viewer from it
     */
    async erasureApprovalOf({ id, kind }: PrivacyRequestRow, association: AssociationCode): Promise<string | null> {
      requireScope(viewer, 'privacy:write');
      const carriedOutBy = subjectOf(viewer);
      const request = kind === 'ERASURE' ? await requests().loadApproval(id) : null;
      if (!request) return null;
      const obstacle = obstacleTo('CARRY_OUT', request, carriedOutBy);
      if (obstacle) throw new Problem('CONFLICT', obstacleReasons[obstacle]);
      const { email, approvedBy } = request;
      return email && approvedBy && parts.seal({ request: id, email, approvedBy, carriedOutBy }, association);
    },

    /**
     * All that is held of the person of an open request, as a document. The read is logged.
     *
     * @throws Problem FORBIDDEN, or CONFLICT for a request that has ended
     */
    async export(id: string): Promise<PrivacyExport | null> {
      requireScope(viewer, 'privacy:read');
      const request = await requests().find(id);
      if (request === null) return null;
      if (request.state !== 'OPEN' && request.state !== 'APPROVED') {
        throw new Problem(
          'CONFLICT',
          'Der Antrag ist abgeschlossen. Die Daten der Person sind darüber nicht mehr zu sehen.',
        );
      }
      const ids = await parts.findCases(request.id);
      const data = await parts.readData(ids, { subject: subjectOf(viewer), requestId: request.id, internal: true });
      const at = parts.now();
      return { request: request.id, at, caseCount: data.cases.length, json: writePersonalDocument(data, at) };
    },
  };
}
