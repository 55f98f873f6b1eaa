import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { RetentionObstacle } from '../../generated/resolvers.ts';

/**
 * What keeps the data of case `c` from being removed, as conditions in SQL.
 *
 * Each is a row that refers to the case. Writing such a row waits for whoever has locked the case, so a condition that does not
 * hold after the lock cannot come to hold before the transaction ends. It must be read in a statement of its own, after the one
 * that locks: a statement sees only what was committed before it began.
 */
export const obstacles: Readonly<Record<RetentionObstacle, string>> = {
  LEGAL_HOLD: 'exists (select from legal_hold h where h.case_id = c.id and h.released_at is null)',
  RESTRICTED: 'exists (select from case_restriction r where r.case_id = c.id)',
  OPEN_REQUEST: `exists (select from privacy_request_case rc join privacy_request r on r.id = rc.request_id
    where rc.case_id = c.id and r.state in ('OPEN', 'APPROVED'))`,
};

/** Locks cases until the transaction of `em` ends, always in the same order. */
export async function lockCases(em: EntityManager, ids: readonly string[]): Promise<void> {
  await select(
    em,
    'privacy.lockCases',
    'select from consultation_case where id = any($1::uuid[]) order by id for update',
    [ids],
  );
}

/** Numbers of those cases of a list that a legal hold keeps. Lock them first. */
export async function findHeld(em: EntityManager, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await select<{ number: string }>(
    em,
    'privacy.held',
    `select c.number from consultation_case c where c.id = any($1::uuid[]) and ${obstacles.LEGAL_HOLD} order by c.number`,
    [ids],
  );
  return rows.map(({ number }) => number);
}
