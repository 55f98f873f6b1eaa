import { randomUUIDv7 } from 'node:crypto';
import { Problem } from '@gkz-qe/kit/problem.ts';
import type {
  CarryOutPrivacyRequestInput,
  OpenPrivacyRequestInput,
  PrivacyAction,
  RefusalGround,
} from '../../generated/resolvers.ts';
import { requireScope, subjectOf } from '../../policy.ts';
import { requestSightOf } from '../privacy.policy.ts';
import type { PrivacyRequestParts } from './privacy-request.service.ts';
import type { PrivacyRequestRow, RequestOutcome } from './privacy-request.types.ts';
import { readCorrection, readNewRequest } from './request.input.ts';
import { dueAt, obstacleTo, type RequestStep } from './request-rules.ts';
import type { LockedRequest, RequestTransaction } from './request-steps.repository.ts';

export interface RequestStepParts extends Pick<PrivacyRequestParts, 'viewer' | 'requestsFor' | 'now'> {
  readonly inTransaction: <Result>(write: (transaction: RequestTransaction) => Promise<Result>) => Promise<Result>;
  /** The key of a case by its key or number. */
  readonly findCase: (keyOrNumber: string) => Promise<string | null>;
  readonly today: string;
}

/** Which request, and which of its versions the viewer has seen. */
interface Seen {
  readonly request: string;
  readonly version: number;
}

type Blocked = Extract<RequestOutcome, { kind: 'BLOCKED' }>;
type Counts = Readonly<Record<string, number>>;

export type RequestStepService = ReturnType<typeof createRequestStepService>;

/** What the staff do with requests of persons. Each step is one transaction with its entry in the protocol. */
export function createRequestStepService({ viewer, now, today, ...parts }: RequestStepParts) {
  /** @throws Problem NOT_FOUND for a request that the viewer may not know of */
  async function getVisible(id: string): Promise<PrivacyRequestRow> {
    const request = await parts.requestsFor(requestSightOf(viewer)).find(id);
    if (request === null) throw new Problem('NOT_FOUND', 'Diesen Antrag gibt es nicht.');
    return request;
  }

  /** Takes one step of a request, if it stands as the viewer has seen it and the rules allow the step. */
  async function take(
    step: RequestStep,
    seen: Seen,
    work: (transaction: RequestTransaction, request: LockedRequest, at: Date) => Promise<Counts | Blocked>,
  ): Promise<RequestOutcome> {
    const subject = subjectOf(viewer);
    const { id } = await getVisible(seen.request);
    const outcome = await parts.inTransaction(async (transaction): Promise<Blocked | 'STALE' | 'CHANGED'> => {
      const request = await transaction.lock(id);
      if (request?.version !== seen.version) return 'STALE';
      const obstacle = obstacleTo(step, request, subject);
      if (obstacle) return blocked(obstacle, []);
      const at = now();
      const result = await work(transaction, request, at);
      if (isBlocked(result)) return result;
      await transaction.addStep(id, { at, action: actions[step], actor: subject, counts: result });
      return 'CHANGED';
    });
    return typeof outcome === 'string' ? { kind: outcome, request: await getVisible(id) } : outcome;
  }

  return {
    /** Records what a person asked for outside their link. */
    async open(input: OpenPrivacyRequestInput): Promise<PrivacyRequestRow> {
      requireScope(viewer, 'privacy:record');
      const subject = subjectOf(viewer);
      const { scope, received } = readNewRequest(input, today);
      const caseId = 'case' in scope ? await parts.findCase(scope.case) : null;
      if ('case' in scope && caseId === null) throw new Problem('NOT_FOUND', 'Diesen Fall gibt es nicht.');
      const at = now();
      const receipt = received ?? Temporal.Instant.fromEpochMilliseconds(at.getTime());
      const id = randomUUIDv7();
      await parts.inTransaction(async (transaction) => {
        await transaction.open({
          ...{ id, kind: input.kind, origin: 'STAFF', proof: input.proof, recordedBy: subject },
          email: 'email' in scope ? scope.email : null,
          receivedAt: new Date(receipt.epochMilliseconds),
          dueAt: new Date(dueAt(receipt).epochMilliseconds),
        });
        if (caseId !== null) await transaction.noteCases(id, [caseId]);
        const { length: cases } = await transaction.takeCases(id);
        await transaction.addStep(id, { at, action: 'OPENED', actor: subject, counts: { cases } });
      });
      return getVisible(id);
    },

    /** The first of two persons says yes. */
    async approve(seen: Seen): Promise<RequestOutcome> {
      requireScope(viewer, 'privacy:confirm');
      return take('APPROVE', seen, async (transaction, { id }) => {
        await transaction.approve(id, subjectOf(viewer));
        return {};
      });
    },

    async refuse({ ground, ...seen }: Seen & { readonly ground: RefusalGround }): Promise<RequestOutcome> {
      requireScope(viewer, 'privacy:write');
      return take('REFUSE', seen, async (transaction, { id }, endedAt) => {
        await transaction.takeCases(id);
        await transaction.end(id, { state: 'REFUSED', endedBy: subjectOf(viewer), endedAt, ground });
        return {};
      });
    },

    /** Does what was asked for. */
    async carryOut({ correction, ...seen }: CarryOutPrivacyRequestInput): Promise<RequestOutcome> {
      requireScope(viewer, 'privacy:write');
      return take('CARRY_OUT', seen, async (transaction, request, endedAt) => {
        const right = readCorrection(request.kind, correction);
        const caseIds = await transaction.takeCases(request.id);
        const counts = await carryOut(transaction, request, {
          caseIds,
          right,
          at: endedAt,
          subject: subjectOf(viewer),
        });
        if (isBlocked(counts)) return counts;
        await transaction.end(request.id, { state: 'CARRIED_OUT', endedBy: subjectOf(viewer), endedAt });
        return counts;
      });
    },

    /** Ends the restriction that a request has brought. */
    async lift(seen: Seen): Promise<RequestOutcome> {
      requireScope(viewer, 'privacy:write');
      return take('LIFT', seen, async (transaction, { id }) => {
        const cases = await transaction.lift(id);
        return cases === 0 ? blocked('WRONG_STATE', []) : { cases };
      });
    },
  };
}

const actions: Readonly<Record<RequestStep, PrivacyAction>> = {
  APPROVE: 'APPROVED',
  REFUSE: 'REFUSED',
  CARRY_OUT: 'CARRIED_OUT',
  LIFT: 'LIFTED',
};

interface CarryingOut {
  readonly caseIds: readonly string[];
  readonly right: ReturnType<typeof readCorrection>;
  readonly at: Date;
  readonly subject: string;
}

async function carryOut(
  transaction: RequestTransaction,
  { id, kind }: LockedRequest,
  { caseIds, right, at, subject }: CarryingOut,
): Promise<Counts | Blocked> {
  switch (kind) {
    case 'EXPORT':
      return { cases: caseIds.length };
    case 'RECTIFICATION':
      return { inquirers: await transaction.correct(caseIds, right ?? {}) };
    case 'RESTRICTION':
      return { cases: await transaction.restrict(id, caseIds, at) };
    case 'ERASURE': {
      const held = await transaction.findHeld(caseIds);
      if (held.length > 0) return blocked('LEGAL_HOLD', held);
      const others = await transaction.findOtherwiseAsked(id, caseIds);
      if (others.length > 0) return blocked('OTHER_REQUEST_OPEN', others);
      const registrations = await transaction.eraseRegistrations(id, at);
      return { ...(await transaction.erase(caseIds, at, subject)), registrations };
    }
  }
}

function blocked(obstacle: Blocked['obstacle'], caseNumbers: readonly string[]): Blocked {
  return { kind: 'BLOCKED', obstacle, caseNumbers };
}

function isBlocked(result: Counts | Blocked): result is Blocked {
  return result.kind === 'BLOCKED';
}
