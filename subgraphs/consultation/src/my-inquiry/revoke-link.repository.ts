import { type EntityManager, selectOne } from '@gkz-qe/kit/database.ts';

export type RevokeLinkRepository = ReturnType<typeof createRevokeLinkRepository>;

export function createRevokeLinkRepository(em: EntityManager) {
  return {
    /** Ends all links to an inquiry; answers how many worked until now. */
    async revoke(caseId: string, at: Date): Promise<number> {
      const row = await selectOne<{ working: number }>(em, 'revokeLink', revokeLinks, [caseId, at]);
      return row?.working ?? 0;
    },
  };
}

const revokeLinks = `
  with revoked as (
    update inquiry_link set revoked_at = $2 where case_id = $1 and revoked_at is null returning expires_at
  )
  select count(*) filter (where expires_at > $2)::int as working from revoked`;
