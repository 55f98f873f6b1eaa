import { type Orm, select } from '@gkz-qe/kit/database.ts';

/** The newest position in the change log. */
export async function logPosition(orm: Orm): Promise<string> {
  const [row] = await select<{ seq: string }>(
    orm.em.fork(),
    'test',
    'select coalesce(max(seq), 0)::text as seq from directory_change',
  );
  return row?.seq ?? '0';
}

/** What the change log has got since a position. */
export async function loggedSince(orm: Orm, position: string): Promise<readonly unknown[]> {
  const text = 'select entry from directory_change where seq > $1::bigint order by directory_change.seq';
  const rows = await select<{ entry: unknown }>(orm.em.fork(), 'test', text, [position]);
  return rows.map(({ entry }) => entry);
}
