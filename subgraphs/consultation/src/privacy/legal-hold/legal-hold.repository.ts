import type { Connection, Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { lockCases } from '../person/lock-cases.repository.ts';
import { LegalHold } from './legal-hold.entity.ts';

export interface LegalHoldRow {
  readonly id: string;
  readonly caseNumber: string;
  readonly reason: string | null;
  readonly setAt: Date;
  readonly setBy: string;
  readonly releasedAt: Date | null;
  readonly releasedBy: string | null;
}

export type LegalHoldConnectionRow = Connection<LegalHoldRow>;

export type LegalHoldRepository = ReturnType<typeof createLegalHoldRepository>;

/** Reads and writes legal holds. */
export function createLegalHoldRepository(em: EntityManager) {
  return {
    /** Those in force, newest first; up to one row more than the page has. */
    findPage: ({ after, limit }: Page): Promise<LegalHoldRow[]> =>
      select(em, 'legalHold.page', pageOfHolds, [...(after ?? [null, null]), limit + 1]),

    async count(): Promise<number> {
      const text = 'select count(*)::int as count from legal_hold where released_at is null';
      return (await selectOne<{ count: number }>(em, 'legalHold.count', text))?.count ?? 0;
    },

    /** Null where a hold is in force already, or nothing is left of the case that could go. */
    set: (caseId: string, reason: string, setBy: string, setAt: Date): Promise<LegalHoldRow | null> =>
      em.transactional(async (transaction) => {
        await lockCases(transaction, [caseId]);
        if (!(await selectOne(transaction, 'legalHold.possible', canBeHeld, [caseId]))) return null;
        const hold = transaction.create(LegalHold, { case: caseId, reason, setAt, setBy });
        await transaction.flush();
        return selectOne(transaction, 'legalHold.byId', holdById, [hold.id]);
      }),

    /** Null where none is in force. */
    release: (caseId: string, releasedBy: string, releasedAt: Date): Promise<LegalHoldRow | null> =>
      em.transactional(async (transaction) => {
        await lockCases(transaction, [caseId]);
        const hold = await transaction.findOne(LegalHold, { case: caseId, releasedAt: null });
        if (hold === null) return null;
        transaction.assign(hold, { releasedAt, releasedBy });
        await transaction.flush();
        return selectOne(transaction, 'legalHold.byId', holdById, [hold.id]);
      }),
  };
}

const columns = `h.id::text as id, c.number as "caseNumber", h.reason, h.set_at as "setAt", h.set_by as "setBy",
  h.released_at as "releasedAt", h.released_by as "releasedBy"`;

const holdById = `select ${columns} from legal_hold h join consultation_case c on c.id = h.case_id where h.id = $1`;

const pageOfHolds = `select ${columns} from legal_hold h join consultation_case c on c.id = h.case_id
  where h.released_at is null and ($1::timestamptz is null or (h.set_at, h.id) < ($1, $2::bigint))
  order by h.set_at desc, h.id desc limit $3`;

const canBeHeld = `select 1 from consultation_case c where c.id = $1 and c.status <> 'ANONYMISED'
  and not exists (select from legal_hold h where h.case_id = c.id and h.released_at is null)`;
