import { randomUUIDv7 } from 'node:crypto';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { isOpen, nextStatuses } from '../case/case-state.ts';
import { isUnanswered } from '../case-work/case-after.ts';
import { notificationsFor } from '../case-work/case-notifications.ts';
import { leadOf } from '../case-work/relations.ts';
import { firstAnswerDue, pausesOf } from '../clock/deadlines.ts';
import { officeOf } from '../clock/office.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import { sha256 } from '../inquiry/link.ts';
import type { MyInquiryRow } from '../inquiry/submission.types.ts';
import { writePersonalDocument } from '../privacy/person/personal-document.ts';
import { dueAt } from '../privacy/request/request-rules.ts';
import type { LinkedCase, MyInquiryRepository, MyInquiryTransaction } from './my-inquiry.repository.ts';

export interface MyInquiryParts {
  readonly myInquiries: MyInquiryRepository;
  /** The inquirer's own view by the secret of the link. */
  readonly findMine: (link: string) => Promise<MyInquiryRow | null>;
  readonly now: () => Date;
}

/** The link is unknown, expired or revoked, all alike; or nobody works on the inquiry any more. */
export type LinkOutcome = { readonly kind: 'INVALID' } | { readonly kind: 'ENDED'; readonly status: CaseStatus };
export type MyInquiryOutcome = LinkOutcome | { readonly kind: 'CHANGED'; readonly inquiry: MyInquiryRow };

export type MyInquiryService = ReturnType<typeof createMyInquiryService>;

/** What an inquirer does by the link to their inquiry. The link is all they need, and proves this one inquiry alone. */
export function createMyInquiryService({ myInquiries, findMine, now }: MyInquiryParts) {
  /** Runs `work` with the case behind the link. */
  function byLink<Result>(
    link: string,
    work: (transaction: MyInquiryTransaction, linked: LinkedCase, at: Date) => Promise<Result>,
  ): Promise<Result | null> {
    return myInquiries.inTransaction(async (transaction) => {
      const at = now();
      const linked = await transaction.lock(sha256(link), at);
      return linked && work(transaction, linked, at);
    });
  }

  async function change(
    link: string,
    work: Parameters<typeof byLink<LinkOutcome | null>>[1],
  ): Promise<MyInquiryOutcome> {
    const done = await byLink(link, async (...args) => ({ refused: await work(...args) }));
    if (done?.refused) return done.refused;
    const inquiry = done && (await findMine(link));
    return inquiry ? { kind: 'CHANGED', inquiry } : { kind: 'INVALID' };
  }

  return {
    entriesOf: ({ number }: MyInquiryRow) => myInquiries.loadEntries(number),

    /** Adds an answer. Where the centre was waiting for one, the consultation goes on. */
    async answer(input: { readonly link: string; readonly text: string }): Promise<MyInquiryOutcome> {
      const text = readText('input.text', input.text, 10_000, 'Bitte antworten Sie mit 1 bis 10.000 Zeichen.');
      if (text === '') throw badInput('input.text', 'Bitte antworten Sie mit 1 bis 10.000 Zeichen.');
      return change(input.link, async (transaction, linked, at) => {
        const { id, status } = linked;
        if (!isOpen(status)) return { kind: 'ENDED', status };
        await transaction.addEntry(id, at, 'CONTACT', `Antwort der anfragenden Person: ${text}`);
        await transaction.tell(toldByInquirer('ANSWER', linked, { status }), at);
        if (status !== 'WAITING_FOR_INQUIRER') return null;
        await transaction.move(id, {
          ...{ from: status, to: 'IN_CONSULTATION', at },
          reason: 'Die anfragende Person hat geantwortet.',
          firstAnswerDueAt: await dueAfterWait(transaction, linked, at),
        });
        return null;
      });
    },

    /** Ends the inquiry where nobody has ended it yet. */
    async withdraw(input: {
      readonly link: string;
      readonly reason?: string | null | undefined;
    }): Promise<MyInquiryOutcome> {
      const reason = readText('input.reason', input.reason ?? '', 500, 'Der Grund hat höchstens 500 Zeichen.') || null;
      return change(input.link, async (transaction, linked, at) => {
        const { id, status } = linked;
        if (!nextStatuses[status].includes('WITHDRAWN')) return { kind: 'ENDED', status };
        const unanswered = linked.parts.filter(isUnanswered);
        await transaction.move(id, { from: status, to: 'WITHDRAWN', at, reason, firstAnswerDueAt: null });
        await transaction.endParts(
          unanswered.map((part) => part.id),
          at,
        );
        await transaction.addEntry(id, at, 'TRANSITION', 'Die anfragende Person hat die Anfrage zurückgezogen.');
        const parts = linked.parts.filter((part) => !isUnanswered(part));
        await transaction.tell(toldByInquirer('WITHDRAW_INQUIRY', linked, { status: 'WITHDRAWN', parts }), at);
        return null;
      });
    },

    /** What is held of this one inquiry, as a document; null for a link that does not hold. Noted as a request that is answered. */
    export: (link: string): Promise<{ at: Date; json: string } | null> =>
      byLink(link, async (transaction, { id }, at) => {
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
        async (transaction, { id }, at) =>
          (await transaction.findOpenErasure(id)) ?? openRequest(transaction, 'ERASURE', id, at),
      ),
  };
}

function toldByInquirer(
  happening: 'ANSWER' | 'WITHDRAW_INQUIRY',
  before: LinkedCase,
  changed: Partial<Pick<LinkedCase, 'status' | 'parts'>>,
) {
  const entries = [{ kind: 'CONTACT', visibility: 'INQUIRER' }] as const;
  const actor = { subject: 'inquirer', association: null, advisorId: null, relations: ['INQUIRER'] } as const;
  return notificationsFor(happening, { before, after: { ...before, ...changed }, entries, actor });
}

/** The clock goes on where it stood: the time of waiting does not count. */
async function dueAfterWait({ findClock }: MyInquiryTransaction, linked: LinkedCase, at: Date): Promise<Date | null> {
  if (linked.firstAnsweredAt !== null) return null;
  const { offices, moves } = await findClock(linked.id);
  const pauses = pausesOf([...moves, { at: at.getTime(), to: 'IN_CONSULTATION' }]);
  return firstAnswerDue(officeOf(offices, leadOf(linked.parts)?.association ?? null), linked.receivedAt, pauses);
}

async function openRequest({ requests }: MyInquiryTransaction, kind: 'EXPORT' | 'ERASURE', caseId: string, at: Date) {
  const due = dueAt(Temporal.Instant.fromEpochMilliseconds(at.getTime()));
  const request = { id: randomUUIDv7(), receivedAt: at, dueAt: new Date(due.epochMilliseconds) };
  await requests.open({ ...request, kind, origin: 'LINK', proof: 'LINK', email: null, recordedBy: 'inquirer' });
  await requests.noteCases(request.id, [caseId]);
  await requests.addStep(request.id, { at, action: 'OPENED', actor: 'inquirer', counts: { cases: 1 } });
  return request;
}

/** @throws Problem BAD_USER_INPUT */
function readText(argument: string, text: string, max: number, message: string): string {
  const trimmed = text.trim();
  if (trimmed.length > max || trimmed.includes('\0')) throw badInput(argument, message);
  return trimmed;
}
