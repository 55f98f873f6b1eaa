import { type EntityManager, select } from '@gkz-qe/kit/database.ts';

export type DigestRepository = ReturnType<typeof createDigestRepository>;

/** Makes the digests of a day, and forgets old mails. `em` must be a fork of its own. */
export function createDigestRepository(em: EntityManager) {
  return {
    /**
     * Makes one mail for each recipient of all that waits for a digest; answers how many. Who has had the digest of that day already
     * waits for the next one.
     */
    async make(day: string, at: Date): Promise<number> {
      const [row] = await select<{ mails: number }>(em, 'digest.make', makeDigests, [day, at]);
      return row?.mails ?? 0;
    },

    /** Deletes mails that ended before a moment, with what they told; answers how many. */
    async forget(before: Date): Promise<number> {
      const [row] = await select<{ mails: number }>(em, 'digest.forget', forgetMails, [before]);
      return row?.mails ?? 0;
    },
  };
}

// One statement: a crash leaves all of it or nothing. Of two at once the second finds the day's mails there, and makes none.
const makeDigests = `
  with recipients as (
    select distinct recipient, association, recipient_id from notification where mail_id is null
  ), made as (
    insert into mail (id, recipient, association, recipient_id, digest_day, state, created_at, next_attempt_at)
    select gen_random_uuid(), recipient, association, recipient_id, $1::date, 'WAITING', $2, $2 from recipients
    on conflict do nothing
    returning id, recipient, association, recipient_id
  ), taken as (
    update notification n set mail_id = made.id from made
    where n.mail_id is null and n.recipient = made.recipient
      and n.association is not distinct from made.association and n.recipient_id is not distinct from made.recipient_id
  )
  select count(*)::int as mails from made`;

const forgetMails = `
  with told as (
    delete from notification n using mail m where m.id = n.mail_id and m.ended_at < $1
  ), gone as (
    delete from mail where ended_at < $1 returning 1
  )
  select count(*)::int as mails from gone`;
