import { randomUUID } from 'node:crypto';
import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { type ContactState, type MemberState, saveMembers } from '../member/save-members.repository.ts';
import { Erasure } from './erasure.entity.ts';

export type ErasureRepository = ReturnType<typeof createErasureRepository>;

type FoundMember = Omit<MemberState, 'contacts'> & {
  readonly contacts: readonly (ContactState & { readonly erased: boolean })[];
};

/**
 * Erases contacts.
 *
 * @param onWritten called once something may have been written, so that the request reads it anew
 */
export function createErasureRepository(fork: () => EntityManager, onWritten: () => void) {
  return {
    /**
     * Removes the contacts with a mail address, makes new versions of their members and notes it, in one transaction.
     *
     * @returns how many were removed
     */
    async eraseContacts(email: string, note: { readonly subject: string; readonly request: string }): Promise<number> {
      const contacts = await inLoggedTransaction(fork(), async (em) => {
        const members = await select<FoundMember>(em, 'erasure.members', membersText, [email]);
        const count = members.flatMap((member) => member.contacts).filter(({ erased }) => erased).length;
        if (count === 0) return 0;
        await saveMembers(em, members.map(withoutErased));
        await em.insert(Erasure, { id: randomUUID(), ...note, contacts: count });
        return count;
      });
      onWritten();
      return contacts;
    },
  };
}

function withoutErased({ contacts, ...member }: FoundMember): MemberState {
  return { ...member, contacts: contacts.filter(({ erased }) => !erased).map(({ erased: _erased, ...rest }) => rest) };
}

const membersText = `
  select ags, status, since, until, source,
    (select jsonb_agg(jsonb_build_object('name', name, 'function', function, 'email', email, 'phone', phone,
      'erased', coalesce(lower(email) = lower($1), false))) from member_contact where member_ags = ags) as contacts
  from member
  where ags in (select member_ags from member_contact where lower(email) = lower($1))`;
