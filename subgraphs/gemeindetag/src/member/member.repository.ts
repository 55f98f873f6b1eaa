import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { isGemeindeAgs } from '@gkz-qe/kit/keys.ts';
import type { Member } from './member.entity.ts';

/** A member as it is read. Days are ISO 8601. */
export interface MemberRow {
  readonly ags: string;
  /** Key of its Kreisverband. */
  readonly kreisverbandAgs: string | null;
  /** As of today: who has left stays ACTIVE until the last day of the membership is over. */
  readonly status: Member['status'];
  readonly since: string | null;
  readonly until: string | null;
  readonly preferred: boolean;
  readonly source: Member['source'];
  readonly version: number;
}

export interface MemberContactRow {
  readonly memberAgs: string;
  readonly name: string;
  readonly function: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Which members a list is about. */
export interface MemberCondition {
  readonly statuses: readonly MemberRow['status'][];
  /** Beginning of the key; '' for all. */
  readonly agsPrefix: string;
}

export type MemberRepository = ReturnType<typeof createMemberRepository>;

// In every statement $1 is today.
const memberToday = `
  (select ags, kreisverband_ags as "kreisverbandAgs", since::text, until::text, preferred, source, version,
     case when until < $1::date then 'ENDED' else status end as status
   from member) as member`;

/** Reads members: by key in batches, or page by page. */
export function createMemberRepository(em: EntityManager, today: string) {
  const byAgs = createByKeyLoader({
    isKey: isGemeindeAgs,
    keyOf: (member: MemberRow) => member.ags,
    find: (keys) =>
      select<MemberRow>(em, 'member.byAgs', `select * from ${memberToday} where ags = any($2)`, [today, keys]),
  });
  const contacts = createListLoader({
    isKey: isGemeindeAgs,
    keyOf: (contact: MemberContactRow) => contact.memberAgs,
    find: (keys) =>
      select<MemberContactRow>(
        em,
        'member.contacts',
        `select member_ags as "memberAgs", name, function, email, phone
         from member_contact where member_ags = any($1) order by member_ags, name collate din_5007, id`,
        [keys],
      ),
  });
  return {
    loadByAgs: (ags: string) => byAgs.load(ags),

    /** After a write: what has been read is read anew. */
    forget: () => {
      byAgs.clearAll();
      contacts.clearAll();
    },

    loadContacts: (ags: string) => contacts.load(ags),

    /** One row more than the page holds, in the order of keys. */
    findPage: ({ statuses, agsPrefix }: MemberCondition, { after, limit }: Page) =>
      select<MemberRow>(
        em,
        'member.page',
        `select * from ${memberToday}
         where status = any($2) and starts_with(ags, $3) and ags > $4 order by ags limit $5`,
        [today, statuses, agsPrefix, after?.[0] ?? '', limit + 1],
      ),

    async count({ statuses, agsPrefix }: MemberCondition): Promise<number> {
      const row = await selectOne<{ count: number }>(
        em,
        'member.count',
        `select count(*)::int as count from ${memberToday} where status = any($2) and starts_with(ags, $3)`,
        [today, statuses, agsPrefix],
      );
      return row?.count ?? 0;
    },
  };
}
