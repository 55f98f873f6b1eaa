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
 * Runs `write` in a transaction that may append to the log; joins the one that `em` is already in.
 *
 * Writers take turns (a lock until the transaction ends). Without it a reader could see entry 8 while 7 is not committed yet, and
 * would never ask for 7 again; and two writers of one row would each log a state without the other's part.
 */
export async function inLoggedTransaction<Result>(
  em: EntityManager,
  write: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  return em.transactional(
    async (transaction) => {
      await select(transaction, 'change-log.turn', `select pg_advisory_xact_lock(hashtext('directory_change'))`);
      return write(transaction);
    },
    { propagation: 'required' },
  );
}

/**
 * Appends to the log, in the transaction of the change itself: see {@link inLoggedTransaction}.
 *
 * @param entries constant SQL that selects one jsonb per entry, in their order, from what the transaction has written
 */
export async function appendChanges(
  em: EntityManager,
  caller: string,
  entries: string,
  values: readonly unknown[],
): Promise<void> {
  if (!em.isInTransaction()) throw new Error('a change is logged in the transaction that makes it');
  await select(em, caller, `insert into directory_change (entry) ${entries}`, values);
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
    // `order by seq` alone would mean the text that is selected, and 10 would come before 9.
    'select seq::text as seq, at, entry from directory_change where seq > $1::bigint order by directory_change.seq limit $2',
    [after, limit],
  );
}
