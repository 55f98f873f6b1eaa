import { createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { ConsultationCase } from '../case/case.entity.ts';
import { TimelineEntry, Transition } from '../case/history.entity.ts';
import { Participation } from '../case/participation.entity.ts';
import type { PartFact } from '../case-work/case-work.types.ts';
import { currentParts } from '../case-work/current-parts.ts';
import { findClockFacts } from '../clock/clock-facts.repository.ts';
import type { CaseStatus, TimelineKind } from '../generated/resolvers.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';
import { type ExportReader, readPersonalData } from '../privacy/person/personal-export.repository.ts';
import { createRequestTransaction } from '../privacy/request/request-steps.repository.ts';

/** An entry of the timeline as the inquirer may read it. */
export interface MyInquiryEntryRow {
  readonly number: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  readonly text: string;
}

/** The case behind a link, which nobody else changes until the transaction ends. */
export interface LinkedCase {
  readonly id: string;
  readonly status: CaseStatus;
  readonly dueAt: Date | null;
  readonly parts: readonly PartFact[];
  readonly receivedAt: Date;
  readonly firstAnsweredAt: Date | null;
}

/** A change of status by the inquirer. */
export interface Move {
  readonly from: CaseStatus;
  readonly to: 'IN_CONSULTATION' | 'WITHDRAWN';
  readonly at: Date;
  readonly reason: string | null;
  /** Until when there is to be a first answer, where there is none yet. */
  readonly firstAnswerDueAt: Date | null;
}

export type MyInquiryRepository = ReturnType<typeof createMyInquiryRepository>;
export type MyInquiryTransaction = ReturnType<typeof createTransaction>;

/** What inquirers read and write by their link. */
export function createMyInquiryRepository(em: EntityManager) {
  const entries = createListLoader({
    isKey: () => true,
    keyOf: (row: MyInquiryEntryRow) => row.number,
    find: (numbers) => select(em, 'myInquiry.entries', entriesOfCases, [numbers]),
  });
  return {
    /** By the number of the case, oldest first. */
    loadEntries: (number: string) => entries.load(number),
    inTransaction: <Result>(write: (transaction: MyInquiryTransaction) => Promise<Result>): Promise<Result> =>
      em.transactional((transaction) => write(createTransaction(transaction))),
  };
}

function createTransaction(em: EntityManager) {
  return {
    requests: createRequestTransaction(em),

    /** Null for a link that is unknown, expired or revoked: one look-up by hash, whichever of them it is. */
    lock: (tokenHash: Buffer, at: Date): Promise<LinkedCase | null> =>
      selectOne(em, 'myInquiry.lock', caseOfLink, [tokenHash, at]),

    findClock: (id: string) => findClockFacts(em, id),

    async move(id: string, { from, to, at, reason, firstAnswerDueAt }: Move): Promise<void> {
      const row = await em.findOneOrFail(ConsultationCase, id);
      const deadlines = { firstAnswerDueAt, dueAt: firstAnswerDueAt };
      em.assign(row, { status: to, ...deadlines, ...(to === 'WITHDRAWN' && { closedAt: at }) });
      em.create(Transition, { case: id, at, fromStatus: from, toStatus: to, actor: 'inquirer', reason });
      await em.flush();
    },

    /** Ends parts of a case. */
    async endParts(ids: readonly string[], at: Date): Promise<void> {
      if (ids.length > 0)
        await em.nativeUpdate(Participation, { id: { $in: [...ids] } }, { state: 'ENDED', untilAt: at });
    },

    async addEntry(id: string, at: Date, kind: TimelineKind, text: string): Promise<void> {
      em.create(TimelineEntry, { case: id, at, kind, visibility: 'INQUIRER', text });
      await em.flush();
    },

    tell: (notifications: readonly NewNotification[], at: Date) => writeNotifications(em, notifications, at),

    /** When an erasure was asked for by a link to this case and is not decided yet. */
    findOpenErasure: (id: string): Promise<{ receivedAt: Date; dueAt: Date } | null> =>
      selectOne(em, 'myInquiry.openErasure', openErasure, [id]),

    readData: (id: string, reader: ExportReader) => readPersonalData(em, [id], reader),
  };
}

const entriesOfCases = `
  select c.number, e.at, e.kind, e.text from timeline_entry e join consultation_case c on c.id = e.case_id
  where c.number = any($1::text[]) and e.visibility = 'INQUIRER' order by c.number, e.at, e.id`;

const caseOfLink = `
  select c.id, c.status, c.due_at as "dueAt", c.received_at as "receivedAt", c.first_answered_at as "firstAnsweredAt",
    ${currentParts} as parts
  from inquiry_link link join consultation_case c on c.id = link.case_id
  where link.token_hash = $1 and link.expires_at > $2 and link.revoked_at is null and c.status <> 'ANONYMISED'
  for update of c`;

const openErasure = `
  select r.received_at as "receivedAt", r.due_at as "dueAt"
  from privacy_request r join privacy_request_case rc on rc.request_id = r.id
  where rc.case_id = $1 and r.kind = 'ERASURE' and r.origin = 'LINK' and r.state in ('OPEN', 'APPROVED')
  order by r.received_at limit 1`;
