import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AdvisorMailAddress } from '../generated/resolvers.ts';

export type MailAddressRepository = ReturnType<typeof createMailAddressRepository>;

/** Reads where notifications go. */
export function createMailAddressRepository(em: EntityManager) {
  return {
    /** Of those among them who are active. */
    findAdvisors: (ids: readonly string[]): Promise<readonly AdvisorMailAddress[]> =>
      select(
        em,
        'mailAddress.advisors',
        'select id, email as address from advisor where active and id = any($1::uuid[]) order by id',
        [ids],
      ),

    async findTeam(): Promise<string | null> {
      const office = await selectOne<{ mailbox: string | null }>(em, 'mailAddress.team', 'select mailbox from office');
      return office?.mailbox ?? null;
    },
  };
}
