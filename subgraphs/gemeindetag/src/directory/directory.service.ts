import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import * as policy from '../policy.ts';
import type { DirectoryRepository, LoggedChange } from './directory.repository.ts';

/** Largest page of the change log. */
const maxChanges = 500;

export type DirectoryService = ReturnType<typeof createDirectoryService>;

/** The change log of members, advisors and the office, for whoever keeps a copy of the directory. */
export function createDirectoryService(changes: DirectoryRepository, caller: Caller) {
  return {
    /**
     * Entries after position `after` ("0" is the beginning), in the order of commits.
     *
     * @throws Problem BAD_USER_INPUT where `after` is no position or `first` is not 1 to 500
     */
    changesAfter: async (after: string, first: number): Promise<readonly LoggedChange[]> => {
      policy.mayFollowDirectory(caller);
      // 18 digits always fit a bigint; a longer text would make the database fail.
      if (!/^\d{1,18}$/.test(after)) throw badInput('after', 'Die Position ist eine ganze Zahl ab 0.');
      if (first < 1 || first > maxChanges) {
        throw badInput('first', `Bitte fordern Sie zwischen 1 und ${maxChanges} Einträge an.`);
      }
      return changes.findAfter(after, first);
    },
  };
}
