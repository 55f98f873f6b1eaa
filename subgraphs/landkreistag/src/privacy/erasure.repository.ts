import { randomUUID } from 'node:crypto';
import type { Approval } from '@gkz-qe/kit/approval.ts';
import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
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
     * Removes the contacts of the person of an approved request, makes new versions of their members and notes it, in one
     * transaction. A request removes once: asked again, the note answers.
     *
     * @returns how many were removed
     */
    async eraseContacts({ email, request, approvedBy, carriedOutBy: subject }: Approval): Promise<number> {
      const contacts = await inLoggedTransaction(fork(), async (em) => {
        const noted = await selectOne<{ contacts: number }>(em, 'erasure.noted', notedText, [request]);
        if (noted) return noted.contacts;
        const members = await select<FoundMember>(em, 'erasure.members', membersText, [email]);
        const count = members.flatMap((member) => member.contacts).filter(({ erased }) => erased).length;
        if (count === 0) return 0;
        await saveMembers(em, members.map(withoutErased));
        await em.insert(Erasure, { id: randomUUID(), subject, approvedBy, request, contacts: count });
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

const notedText = 'select contacts from erasure where request = $1';

const membersText = `
  select ags, status, since, until, source,
    (select jsonb_agg(jsonb_build_object('name', name, 'function', function, 'email', email, 'phone', phone,
      'erased', coalesce(lower(email) = lower($1), false))) from member_contact where member_ags = ags) as contacts
  from member
  where ags in (select member_ags from member_contact where lower(email) = lower($1))`;
