import type { EntityManager } from './database.ts';
import { select } from './database.ts';

/**
 * The ordered log of what others must know of an association's members and advisors.
 *
 * Every subgraph that keeps one has a table `directory_change (seq bigint identity primary key, at timestamptz, entry jsonb)`.
 */
export interface DirectoryChange<Entry> {
  /** Position in the log as text: a GraphQL ID. Strictly growing in the order of commits. */
  readonly seq: string;
  readonly at: Date;
  readonly entry: Entry;
}

/**
 * Writes an entry in the transaction of the change itself.
 *
 * Writers take turns (a lock until the transaction ends): a sequence alone is given out before the commit, and a reader who
 * saw 8 before 7 was committed would never ask for 7 again.
 */
export async function appendChange(em: EntityManager, entry: object): Promise<void> {
  if (!em.isInTransaction()) throw new Error('a change is logged in the transaction that makes it');
  await select(em, 'change-log.lock', `select pg_advisory_xact_lock(hashtext('directory_change'))`);
  await select(em, 'change-log.append', 'insert into directory_change (entry) values ($1)', [JSON.stringify(entry)]);
}

/** Entries after position `after`, in order, at most `limit`. */
export async function changesAfter<Entry>(
  em: EntityManager,
  after: string,
  limit: number,
): Promise<DirectoryChange<Entry>[]> {
  return select(
    em,
    'change-log.after',
    'select seq::text as seq, at, entry from directory_change where seq > $1::bigint order by seq limit $2',
    [after, limit],
  );
}
