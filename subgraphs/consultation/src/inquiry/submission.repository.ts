import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { findOffices } from '../clock/clock-facts.repository.ts';
import { createRoutingRepository, type RoutingRepository } from '../routing/routing.repository.ts';
import type { AssociationCode } from '../routing/routing.types.ts';
import type { LinkRecord } from './link.ts';
import { saveNewCase } from './new-case.repository.ts';
import type { MyInquiryRow, NewCase, ReceiptRow } from './submission.types.ts';

/** A submission that was made with a key before. */
export interface EarlierSubmission {
  readonly caseId: string;
  readonly payloadHash: Buffer;
}

/** What a key stands for. */
export interface SubmissionClaim {
  readonly keyHash: Buffer;
  readonly payloadHash: Buffer;
  readonly caseId: string;
  readonly at: Date;
}

export type SubmissionRepository = ReturnType<typeof createSubmissionRepository>;
export type SubmissionTransaction = ReturnType<typeof createTransaction>;

/** Reads and writes submissions. `em` must be a fork of its own: everything of a case is written in one transaction. */
export function createSubmissionRepository(em: EntityManager) {
  return {
    findByKey: (keyHash: Buffer) => findByKey(em, keyHash),

    findOffices: () => findOffices(em),

    takeNumber: (year: number) => takeNumber(em, year),

    /** Runs `write`; what it writes is there whole or not at all. */
    inTransaction: <Result>(write: (transaction: SubmissionTransaction) => Promise<Result>): Promise<Result> =>
      em.transactional((transaction) => write(createTransaction(transaction))),

    saveLink: (caseId: string, link: LinkRecord) => saveLink(em, caseId, link),

    async getReceipt(caseId: string): Promise<ReceiptRow> {
      const row = await selectOne<ReceiptRow>(em, 'submission.receipt', receiptOfCase, [caseId]);
      if (row === null) throw new Error('a submission points to a case that is not there');
      return row;
    },

    /** By the hash of a link's secret; null where there is none that holds at this moment. */
    findByLink: (tokenHash: Buffer, at: Date): Promise<MyInquiryRow | null> =>
      selectOne(em, 'submission.byLink', inquiryOfLink, [tokenHash, at]),
  };
}

/**
 * The next number of a year, 2026-00042. One that is taken and not used leaves a gap, so that nobody waits for anybody.
 *
 * Outside of a transaction its commit does not wait for the disk either: what is written down later, the case with this number, cannot
 * be there after a crash without it. Inside of one that would hold for all of the transaction, so there nothing is changed.
 */
export async function takeNumber(em: EntityManager, year: number): Promise<string> {
  const text = em.isInTransaction() ? nextNumber('') : nextNumber(`from set_config('synchronous_commit', 'off', true)`);
  const row = await selectOne<{ last: number }>(em, 'submission.number', text, [year]);
  return `${year}-${String(row?.last).padStart(5, '0')}`;
}

const nextNumber = (source: string) => `
  insert into case_counter (year, last) select $1::smallint, 1 ${source}
  on conflict (year) do update set last = case_counter.last + 1 returning last`;

function createTransaction(em: EntityManager) {
  const routing: Pick<RoutingRepository, 'findAdvisors'> = createRoutingRepository(em);
  return {
    /**
     * Makes the key ours; false where a case with it exists. Who comes with the same key at the same moment waits here until the
     * other's transaction ends.
     */
    async claim({ keyHash, payloadHash, caseId, at }: SubmissionClaim): Promise<boolean> {
      const claimed = await select(
        em,
        'submission.claim',
        `insert into idempotency (key_hash, payload_hash, case_id, at) values ($1, $2, $3, $4)
         on conflict (key_hash) do nothing returning 1`,
        [keyHash, payloadHash, caseId, at],
      );
      return claimed.length > 0;
    },

    findByKey: (keyHash: Buffer) => findByKey(em, keyHash),

    /**
     * From here until the transaction ends, nobody else gives a case to an advisor of this association: the loads that are read
     * now are the true ones, and ten inquiries at once do not all go to the one who was free.
     */
    lockAdvisors: (association: AssociationCode): Promise<void> => lockAssignments(em, association),

    findAdvisors: routing.findAdvisors,

    async save(row: NewCase, link: LinkRecord): Promise<void> {
      await saveNewCase(em, row);
      await saveLink(em, row.id, link);
    },
  };
}

/** Until the transaction of `em` ends, nobody else gives a new case to an advisor of this association. */
export async function lockAssignments(em: EntityManager, association: AssociationCode): Promise<void> {
  await select(em, 'submission.turn', `select pg_advisory_xact_lock(hashtext('assign ' || $1))`, [association]);
}

function findByKey(em: EntityManager, keyHash: Buffer): Promise<EarlierSubmission | null> {
  return selectOne(
    em,
    'submission.byKey',
    'select case_id as "caseId", payload_hash as "payloadHash" from idempotency where key_hash = $1',
    [keyHash],
  );
}

async function saveLink(
  em: EntityManager,
  caseId: string,
  { tokenHash, createdAt, expiresAt }: LinkRecord,
): Promise<void> {
  await select(
    em,
    'submission.link',
    'insert into inquiry_link (token_hash, case_id, created_at, expires_at) values ($1, $2, $3, $4)',
    [tokenHash, caseId, createdAt, expiresAt],
  );
}

const leadOfCase = `left join participation lead on lead.case_id = c.id and lead.role = 'LEAD'
  and lead.from_at is not null and lead.until_at is null`;

const receiptOfCase = `
  select c.number, c.status, c.received_at as "receivedAt", lead.association as lead, c.reasons
  from consultation_case c ${leadOfCase} where c.id = $1`;

const inquiryOfLink = `
  select c.number, c.status, c.received_at as "receivedAt", lead.association as lead, lead.advisor_id as "advisorId", c.reasons,
    c.concern, array(select k.ags from case_kommune k where k.case_id = c.id order by k.position) as kommunen
  from inquiry_link link join consultation_case c on c.id = link.case_id ${leadOfCase}
  where link.token_hash = $1 and link.expires_at > $2 and link.revoked_at is null and c.concern is not null`;
