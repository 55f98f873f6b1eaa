import { createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { TimelineKind } from '../generated/resolvers.ts';
import { type ExportReader, readPersonalData } from '../privacy/person/personal-export.repository.ts';
import { createRequestTransaction } from '../privacy/request/request-steps.repository.ts';

/** An entry of the timeline as the inquirer may read it. */
export interface MyInquiryEntryRow {
  readonly number: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  readonly text: string;
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
    /** The key of the case behind a link; null for one that is unknown, expired or revoked: one look-up by hash, whichever it is. */
    findCase: async (tokenHash: Buffer, at: Date): Promise<string | null> =>
      (await selectOne<{ id: string }>(em, 'myInquiry.case', caseOfLink, [tokenHash, at]))?.id ?? null,
    inTransaction: <Result>(write: (transaction: MyInquiryTransaction) => Promise<Result>): Promise<Result> =>
      em.transactional((transaction) => write(createTransaction(transaction))),
  };
}

function createTransaction(em: EntityManager) {
  return {
    requests: createRequestTransaction(em),

    /** As `findCase`; nobody else changes the case until the transaction ends. */
    lockCase: async (tokenHash: Buffer, at: Date): Promise<string | null> =>
      (await selectOne<{ id: string }>(em, 'myInquiry.lock', `${caseOfLink} for update of c`, [tokenHash, at]))?.id ??
      null,

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
  select c.id from inquiry_link link join consultation_case c on c.id = link.case_id
  where link.token_hash = $1 and link.expires_at > $2 and link.revoked_at is null and c.status <> 'ANONYMISED'`;

const openErasure = `
  select r.received_at as "receivedAt", r.due_at as "dueAt"
  from privacy_request r join privacy_request_case rc on rc.request_id = r.id
  where rc.case_id = $1 and r.kind = 'ERASURE' and r.origin = 'LINK' and r.state in ('OPEN', 'APPROVED')
  order by r.received_at limit 1`;
