import { randomUUIDv7 } from 'node:crypto';
import { localDay, timeZone } from '@gkz-qe/kit/local-day.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { SubmitInquiryInput } from '../generated/resolvers.ts';
import { requireSubmission } from '../policy.ts';
import type { RegisterService } from '../register/register.service.ts';
import type { GatheredFacts, RoutingService } from '../routing/routing.service.ts';
import type { RoutingDecision, RoutingInquiry } from '../routing/routing.types.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { createLink, sha256 } from './link.ts';
import { createNewCase, yearOf } from './new-case.ts';
import { type Origin, originOf } from './origin.ts';
import { readSubmissionText, type SubmissionText } from './submission.input.ts';
import type { EarlierSubmission, SubmissionRepository, SubmissionTransaction } from './submission.repository.ts';
import type { MyInquiryRow, ReceiptRow } from './submission.types.ts';

export interface SubmissionServiceParts {
  readonly viewer: Viewer;
  readonly submissions: SubmissionRepository;
  readonly routing: RoutingService;
  readonly register: Pick<RegisterService, 'findKommunen'>;
  readonly topics: Pick<TopicService, 'find'>;
  readonly now?: () => Temporal.Instant;
}

/** How a submission ends; `choices` are keys of Kommunen. */
export type SubmissionOutcome =
  | { readonly kind: 'SUBMITTED'; readonly receipt: ReceiptRow; readonly link: string }
  | { readonly kind: 'AMBIGUOUS_PLACE'; readonly choices: readonly string[] }
  | { readonly kind: 'PLACE_REFUSED'; readonly reason: string };

export type SubmissionService = ReturnType<typeof createSubmissionService>;

/** One call, checked. */
interface Submission {
  readonly received: Temporal.Instant;
  readonly origin: Origin;
  readonly text: SubmissionText;
  readonly inquiry: RoutingInquiry;
  readonly keyHash: Buffer;
  readonly payloadHash: Buffer;
}

/** Anfragen: hands them in, and shows inquirers their own. */
export function createSubmissionService(parts: SubmissionServiceParts) {
  const { viewer, submissions, routing, now = Temporal.Now.instant } = parts;

  async function read(input: SubmitInquiryInput): Promise<Submission> {
    const received = now().round('millisecond');
    const origin = originOf(viewer, input.channel);
    const text = readSubmissionText(input);
    const inquiry = await routing.readInquiry(
      { ...input, reach: input.reach ?? 'KOMMUNE', inquirerKind: input.inquirer.kind },
      { on: localDay(received), consentToInformKommune: input.consentToInformKommune ?? false },
    );
    const { idempotencyKey, ...said } = text;
    return {
      ...{ received, origin, text, inquiry },
      keyHash: sha256(idempotencyKey),
      payloadHash: sha256(JSON.stringify({ ...said, ...normal(inquiry), channel: origin.channel })),
    };
  }

  /** The same case again, with a link of its own: of the first one only the hash is there. */
  async function repeat(earlier: EarlierSubmission | null, { payloadHash, received }: Submission) {
    if (earlier === null) throw new Error('a claimed key is gone');
    if (!earlier.payloadHash.equals(payloadHash)) {
      throw new Problem(
        'IDEMPOTENCY_KEY_REUSED',
        'Unter diesem Schlüssel liegt schon eine andere Anfrage vor. Bitte senden Sie diese mit einem neuen Schlüssel.',
        { argument: 'input.idempotencyKey' },
      );
    }
    const { token, record } = createLink(received, timeZone);
    await submissions.saveLink(earlier.caseId, record);
    return submitted(await submissions.getReceipt(earlier.caseId), token);
  }

  async function create(submission: Submission, facts: GatheredFacts, decision: RoutingDecision) {
    const { received, keyHash, payloadHash } = submission;
    const id = randomUUIDv7();
    const number = await submissions.takeNumber(yearOf(received));
    const { token, record } = createLink(received, timeZone);
    const names = await lookUp(submission, decision);
    // Nothing in here may ask outside of the transaction: it would wait for a second connection while it holds one.
    const receipt = await submissions.inTransaction(async (transaction) => {
      const claimed = await transaction.claim({ keyHash, payloadHash, caseId: id, at: record.createdAt });
      if (!claimed) return null;
      const settled = await settleAdvisor(transaction, submission.inquiry, facts, decision);
      const row = createNewCase({ ...submission, ...names, id, number, decision: settled });
      await transaction.save(row, record);
      return { ...row, lead: settled.lead };
    });
    // Somebody else has handed in the same at the same moment.
    return receipt ? submitted(receipt, token) : repeat(await submissions.findByKey(keyHash), submission);
  }

  /** Which advisor leads is decided on loads that nobody can change meanwhile. */
  async function settleAdvisor(
    transaction: SubmissionTransaction,
    inquiry: RoutingInquiry,
    facts: GatheredFacts,
    decision: RoutingDecision,
  ): Promise<RoutingDecision> {
    if (decision.lead === null) return decision;
    await transaction.lockAdvisors(decision.lead);
    const known = facts.kommunen.map(({ ags }) => ags);
    const advisors = await transaction.findAdvisors(known, decision.lead);
    return routing.decide(inquiry, facts, advisors);
  }

  async function lookUp({ inquiry }: Submission, { concerns }: RoutingDecision) {
    const topics = await Promise.all(inquiry.topics.map(parts.topics.find));
    return {
      offices: await submissions.findOffices(),
      topicLabels: topics.flatMap((topic) => topic?.label ?? []),
      kommunen: await parts.register.findKommunen(concerns),
    };
  }

  return {
    /**
     * Hands in an inquiry. A place that is unclear or not ours creates nothing.
     *
     * @throws Problem BAD_USER_INPUT, FORBIDDEN, or IDEMPOTENCY_KEY_REUSED for another inquiry under a known key
     */
    async submit(input: SubmitInquiryInput): Promise<SubmissionOutcome> {
      requireSubmission(viewer);
      const submission = await read(input);
      const earlier = await submissions.findByKey(submission.keyHash);
      if (earlier) return repeat(earlier, submission);
      const facts = await routing.gatherFacts(submission.inquiry);
      const decision = routing.decide(submission.inquiry, facts);
      const { outcome, choices, reasons } = decision;
      if (outcome === 'AMBIGUOUS_PLACE') return { kind: outcome, choices };
      if (outcome === 'REFUSED' || outcome === 'REFERRED') return { kind: 'PLACE_REFUSED', reason: reasons.join(' ') };
      return create(submission, facts, decision);
    },

    /** The inquirer's own view. Null for a link that is unknown, expired or revoked, all alike. */
    findMine: (link: string): Promise<MyInquiryRow | null> =>
      submissions.findByLink(sha256(link), new Date(now().epochMilliseconds)),
  };
}

function submitted({ number, status, receivedAt, lead, reasons }: ReceiptRow, link: string): SubmissionOutcome {
  return { kind: 'SUBMITTED', receipt: { number, status, receivedAt, lead, reasons }, link };
}

/** What does not change the meaning of an inquiry must not change its hash: order, and the day on which it is repeated. */
function normal({ on, topics, furtherPlaces, ...inquiry }: RoutingInquiry) {
  return { ...inquiry, topics: [...topics].sort(), furtherPlaces: [...furtherPlaces].sort() };
}
