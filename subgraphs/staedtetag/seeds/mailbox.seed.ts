import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { Advisor } from '../src/advisor/advisor.entity.ts';
import { Office } from '../src/association/office.entity.ts';

/** A mailbox for a team of sample advisors. */
export async function seedMailbox(em: EntityManager): Promise<boolean> {
  if ((await em.count(Advisor, { source: 'ASSOCIATION' })) > 0) return false;
  return (await em.nativeUpdate(Office, { mailbox: null }, { mailbox: 'quartier@staedtetag.beispiel.invalid' })) > 0;
}
