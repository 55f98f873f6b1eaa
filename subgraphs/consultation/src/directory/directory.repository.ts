import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { DirectoryStateRow } from './directory.types.ts';

export type DirectoryRepository = ReturnType<typeof createDirectoryRepository>;

/** Reads the copy of the associations' directories. */
export function createDirectoryRepository(em: EntityManager) {
  return {
    /** Only associations that have been followed at all. */
    findStates: (): Promise<readonly DirectoryStateRow[]> =>
      select(
        em,
        'directory.states',
        `select association, applied_seq::text as "appliedSeq", confirmed_at as "confirmedAt",
           greatest(0, floor(extract(epoch from clock_timestamp() - confirmed_at)))::integer as lag
         from directory_cursor`,
      ),

    /**
     * Keys of the Kommunen that are members of any of these associations on a day. A membership that rests is one; one that has
     * ended counts up to its last day, and where that is unknown not at all: the same rule as in routing.
     */
    async findMemberKeys(associations: readonly AssociationCode[], day: string): Promise<ReadonlySet<string>> {
      const rows = await select<{ ags: string }>(
        em,
        'directory.memberKeys',
        `select distinct ags from directory_member
         where association = any($1) and (since is null or since <= $2::date)
           and (until >= $2::date or (until is null and status <> 'ENDED'))`,
        [associations, day],
      );
      return new Set(rows.map(({ ags }) => ags));
    },
  };
}
