import { type EntityManager, select } from '@gkz-qe/kit/database.ts';

/** Where somebody gets mail, by the key under which the outbox names them. */
export interface OwnAddress {
  readonly id: string;
  readonly address: string;
}

/**
 * Reads addresses that this subgraph itself holds. The outbox is the record of it: a mail is sent by no person, so the access log
 * has no entry. Whose data may not be processed is not found.
 */
export function createOwnAddresses(em: EntityManager) {
  return {
    /** Of who asked, by the key of the case, and of who registered to an event. */
    find: (ids: readonly string[]): Promise<readonly OwnAddress[]> => select(em, 'addresses.own', ownAddresses, [ids]),
  };
}

const ownAddresses = `
  select i.case_id as id, i.email as address from inquirer i
  where i.case_id = any($1::uuid[]) and not exists (select from case_restriction r where r.case_id = i.case_id)
  union all
  select recipient_id, email from event_registration where recipient_id = any($1::uuid[]) and email is not null`;
