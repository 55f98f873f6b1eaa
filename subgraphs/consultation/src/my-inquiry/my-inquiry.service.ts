import { randomUUIDv7 } from 'node:crypto';
import { optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { z } from 'zod';
import { isOpen } from '../case/case-state.ts';
import { notificationsFor } from '../case-work/case-notifications.ts';
import type { CaseTurn, CaseTurns } from '../case-work/case-turn.repository.ts';
import type { CaseFacts, NewEntry, Plan } from '../case-work/case-work.types.ts';
import { changeInTurn } from '../case-work/change.service.ts';
import { inquirer } from '../case-work/relations.ts';
import { toInquirer } from '../case-work/wording.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import { sha256 } from '../inquiry/link.ts';
import type { MyInquiryRow } from '../inquiry/submission.types.ts';
import { writePersonalDocument } from '../privacy/person/personal-document.ts';
import { dueAt } from '../privacy/request/request-rules.ts';
import type { MyInquiryRepository, MyInquiryTransaction } from './my-inquiry.repository.ts';

export interface MyInquiryParts {
  readonly myInquiries: MyInquiryRepository;
  readonly turns: CaseTurns;
  /** The inquirer's own view by the secret of the link. */
  readonly findMine: (link: string) => Promise<MyInquiryRow | null>;
  readonly now: () => Date;
}

/** The link is unknown, expired or revoked, all alike; or nobody works on the inquiry any more. */
export type LinkOutcome = { readonly kind: 'INVALID' } | { readonly kind: 'ENDED'; readonly status: CaseStatus };
export type MyInquiryOutcome = LinkOutcome | { readonly kind: 'CHANGED'; readonly inquiry: MyInquiryRow };

export type MyInquiryService = ReturnType<typeof createMyInquiryService>;

const answerInput = z.object({ text: requiredText(1, 10_000, 'Bitte antworten Sie mit 1 bis 10.000 Zeichen.') });
const withdrawalInput = z.object({ reason: optionalText('Der Grund', 500) });

/** What an inquirer does by the link to their inquiry. The link is all they need, and proves this one inquiry alone. */
export function createMyInquiryService({ myInquiries, turns, findMine, now }: MyInquiryParts) {
  /** Runs `work` with the key of the case behind the link. */
  function byLink<Result>(
    link: string,
    work: (transaction: MyInquiryTransaction, caseId: string, at: Date) => Promise<Result>,
  ): Promise<Result | null> {
    return myInquiries.inTransaction(async (transaction) => {
      const at = now();
      const caseId = await transaction.lockCase(sha256(link), at);
      return caseId === null ? null : work(transaction, caseId, at);
    });
  }

  /** Changes the case behind the link as everybody else does: in turn, and by the table of transitions. */
  async function change(
    link: string,
    work: (turn: CaseTurn, facts: CaseFacts, at: Date) => Promise<LinkOutcome | null>,
  ): Promise<MyInquiryOutcome> {
    const caseId = await myInquiries.findCase(sha256(link), now());
    if (caseId === null) return { kind: 'INVALID' };
    const refused = await turns.inTurn([caseId], async (turn): Promise<LinkOutcome | null> => {
      const facts = await turn.find(caseId);
      return facts === null || facts.status === 'ANONYMISED' ? { kind: 'INVALID' } : work(turn, facts, now());
    });
    if (refused) return refused;
    const inquiry = await findMine(link);
    return inquiry ? { kind: 'CHANGED', inquiry } : { kind: 'INVALID' };
  }

  return {
    entriesOf: ({ number }: MyInquiryRow) => myInquiries.loadEntries(number),

    /** Adds an answer. Where the centre was waiting for one, the consultation goes on. */
    async answer(input: { readonly link: string; readonly text: string }): Promise<MyInquiryOutcome> {
      const { text } = readInput(answerInput, input);
      const said = `Antwort der anfragenden Person: ${text}`;
      const entry: NewEntry = { kind: 'CONTACT', visibility: 'INQUIRER', association: null, text: said };
      return change(input.link, async (turn, facts, at) => {
        const { id, status } = facts;
        if (status === 'WAITING_FOR_INQUIRER') {
          const plan: Plan = { reason: 'Die anfragende Person hat geantwortet.', entries: [entry] };
          return carryOut(turn, 'RESUME_CASE', facts, at, plan);
        }
        if (!isOpen(status)) return { kind: 'ENDED', status };
        const event = { before: facts, after: facts, entries: [entry], actor: inquirer };
        await turn.tell(id, at, entry, notificationsFor('ANSWER', event));
        return null;
      });
    },

    /** Ends the inquiry where nobody has ended it yet. */
    async withdraw(input: {
      readonly link: string;
      readonly reason?: string | null | undefined;
    }): Promise<MyInquiryOutcome> {
      const { reason } = readInput(withdrawalInput, input);
      const told = toInquirer('Die anfragende Person hat die Anfrage zurückgezogen.');
      const plan: Plan = { ...(reason && { reason }), entries: [told] };
      return change(input.link, (turn, facts, at) => carryOut(turn, 'WITHDRAW_INQUIRY', facts, at, plan));
    },

    /** What is held of this one inquiry, as a document; null for a link that does not hold. Noted as a request that is answered. */
    export: (link: string): Promise<{ at: Date; json: string } | null> =>
      byLink(link, async (transaction, id, at) => {
        const request = await openRequest(transaction, 'EXPORT', id, at);
        await transaction.requests.end(request.id, { state: 'CARRIED_OUT', endedBy: 'inquirer', endedAt: at });
        const step = { at, action: 'CARRIED_OUT', actor: 'inquirer', counts: { cases: 1 } } as const;
        await transaction.requests.addStep(request.id, step);
        const reader = { subject: 'inquirer', requestId: request.id, internal: false };
        return { at, json: writePersonalDocument(await transaction.readData(id, reader), at) };
      }),

    /** Asks for the erasure of this one inquiry; null for a link that does not hold. Asked again, the first request counts. */
    requestErasure: (link: string): Promise<{ receivedAt: Date; dueAt: Date } | null> =>
      byLink(
        link,
        async (transaction, id, at) =>
          (await transaction.findOpenErasure(id)) ?? openRequest(transaction, 'ERASURE', id, at),
      ),
  };
}

/** Null where it is done. The table refuses an inquirer only what is over. */
async function carryOut(
  turn: CaseTurn,
  action: 'RESUME_CASE' | 'WITHDRAW_INQUIRY',
  facts: CaseFacts,
  at: Date,
  plan: Plan,
): Promise<LinkOutcome | null> {
  const { kind } = await changeInTurn(turn, action, { facts, actor: inquirer, at }, () => plan);
  return kind === 'CHANGED' ? null : { kind: 'ENDED', status: facts.status };
}

async function openRequest({ requests }: MyInquiryTransaction, kind: 'EXPORT' | 'ERASURE', caseId: string, at: Date) {
  const due = dueAt(Temporal.Instant.fromEpochMilliseconds(at.getTime()));
  const request = { id: randomUUIDv7(), receivedAt: at, dueAt: new Date(due.epochMilliseconds) };
  await requests.open({ ...request, kind, origin: 'LINK', proof: 'LINK', email: null, recordedBy: 'inquirer' });
  await requests.noteCases(request.id, [caseId]);
  await requests.addStep(request.id, { at, action: 'OPENED', actor: 'inquirer', counts: { cases: 1 } });
  return request;
}
