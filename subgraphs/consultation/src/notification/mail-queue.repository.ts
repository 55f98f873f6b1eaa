import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { associationCodes } from '../association/associations.ts';
import type { AssociationCode } from '../generated/resolvers.ts';

/** How many mails to some people wait or have failed. */
export interface MailQueueRow {
  /** Null for mails to those whom this subgraph knows itself. */
  readonly association: AssociationCode | null;
  readonly waiting: number;
  readonly waitingSince: Date | null;
  readonly failed: number;
}

export type MailQueueRepository = ReturnType<typeof createMailQueueRepository>;

/** Counts the outbox, and takes up what has failed. */
export function createMailQueueRepository(em: EntityManager) {
  return {
    count: (): Promise<readonly MailQueueRow[]> =>
      select(em, 'mail.queue', countOfMails, [[...associationCodes, null]]),

    /** Has all mails tried anew that failed since a moment, with as many attempts as a new one has; answers how many. */
    async retryFailed(since: Date, at: Date): Promise<number> {
      return (await select(em, 'mail.retry', retryFailedMails, [since, at])).length;
    },
  };
}

const countOfMails = `
  select owner.association, count(m.id) filter (where m.ended_at is null)::int as waiting,
    min(m.created_at) filter (where m.ended_at is null) as "waitingSince",
    count(m.id) filter (where m.state = 'FAILED')::int as failed
  from unnest($1::text[]) with ordinality owner (association, position)
  left join mail m on m.association is not distinct from owner.association and (m.ended_at is null or m.state = 'FAILED')
  group by owner.position, owner.association order by owner.position`;

const retryFailedMails = `
  update mail set state = 'WAITING', attempts = 0, failure = null, ended_at = null, next_attempt_at = $2
  where state = 'FAILED' and ended_at >= $1 returning 1`;
