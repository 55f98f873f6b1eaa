import { createByKeyLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';

export type RestrictionRepository = ReturnType<typeof createRestrictionRepository>;

export function createRestrictionRepository(em: EntityManager) {
  const byCase = createByKeyLoader({
    isKey: isUuid,
    keyOf: ({ id }: { id: string }) => id,
    find: (ids) =>
      select(em, 'restriction.byCase', 'select case_id as id from case_restriction where case_id = any($1::uuid[])', [
        ids,
      ]),
  });
  return {
    /** Whether nobody but privacy officers may read the content of a case. */
    isRestricted: async (caseId: string): Promise<boolean> => (await byCase.load(caseId)) !== null,
  };
}
