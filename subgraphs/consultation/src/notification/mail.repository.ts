import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { LinkRecord } from '../inquiry/link.ts';
import type { KommuneKind } from '../routing/routing.types.ts';
import type { RecipientKey } from './recipient.ts';

/** A mail that is to be sent. */
export interface MailRow extends RecipientKey {
  readonly id: string;
  readonly isDigest: boolean;
  /** How often it has been tried before. */
  readonly attempts: number;
}

/** What a mail tells, as the outbox holds it. */
export interface EntryRow {
  /** Of the messages in `messages.ts`. */
  readonly kind: string;
  readonly facts: object;
  readonly at: Date;
  /** Null where it is about no case. */
  readonly number: string | null;
  /** The Kommunen of the case, the seat first. */
  readonly kommunen: readonly { readonly name: string; readonly kind: KommuneKind }[];
}

export type MailRepository = ReturnType<typeof createMailRepository>;

/** After which time whoever sends a mail counts as lost, in milliseconds. */
const leaseMs = 5 * 60_000;

/** The outbox, as those see it who send. `em` must be a fork of its own. */
export function createMailRepository(em: EntityManager) {
  return {
    /** Mails that are due, oldest first: of one association's people, or of those that this subgraph knows itself. */
    findDue: (association: AssociationCode | null, at: Date, limit: number): Promise<readonly MailRow[]> =>
      select(em, 'mail.due', dueMails, [association, at, limit]),

    /**
     * Makes a mail ours for a while; answers the number of this attempt, or null where somebody else has it. A link for the mail is
     * kept in the same step, so that there is no mail whose link does not open.
     */
    claim: (id: string, at: Date, link: { readonly caseId: string; readonly record: LinkRecord } | null) =>
      em.transactional(async (transaction) => {
        const row = await selectOne<{ attempts: number }>(transaction, 'mail.claim', claimMail, [
          ...[id, at, new Date(at.getTime() + leaseMs)],
        ]);
        if (row === null) return null;
        if (link) {
          const { tokenHash, createdAt, expiresAt } = link.record;
          await select(transaction, 'mail.link', insertLink, [tokenHash, link.caseId, createdAt, expiresAt]);
        }
        return row.attempts;
      }),

    /** What a mail tells. Cases that have become anonymous are left out: nobody is told of them any more. */
    findEntries: (mailId: string): Promise<readonly EntryRow[]> => select(em, 'mail.entries', entriesOfMail, [mailId]),

    /** Ends an attempt; nothing where it has come to count as lost. */
    async settle(id: string, attempt: number, outcome: Outcome): Promise<boolean> {
      const { state, failure, nextAttemptAt, endedAt } = columnsOf(outcome);
      const settled = await select(em, 'mail.settle', settleMail, [
        id,
        attempt,
        state,
        failure,
        nextAttemptAt,
        endedAt,
      ]);
      return settled.length > 0;
    },

    /** Takes back the link of a mail that has not gone out. */
    async forgetLink({ tokenHash }: LinkRecord): Promise<void> {
      await select(em, 'mail.forgetLink', 'delete from inquiry_link where token_hash = $1', [tokenHash]);
    },
  };
}

/** How an attempt ends. */
export type Outcome =
  | { readonly kind: 'SENT' | 'DROPPED'; readonly at: Date }
  | { readonly kind: 'FAILED'; readonly at: Date; readonly failure: string }
  | { readonly kind: 'WAITING'; readonly until: Date; readonly failure: string };

function columnsOf(outcome: Outcome) {
  const failure = 'failure' in outcome ? outcome.failure : null;
  return outcome.kind === 'WAITING'
    ? { state: outcome.kind, failure, nextAttemptAt: outcome.until, endedAt: null }
    : { state: outcome.kind, failure, nextAttemptAt: null, endedAt: outcome.at };
}

const dueMails = `
  select id, recipient, association, recipient_id as "recipientId", digest_day is not null as "isDigest", attempts
  from mail
  where association is not distinct from $1 and ended_at is null and next_attempt_at <= $2
  order by next_attempt_at, id limit $3`;

const claimMail = `
  update mail set state = 'SENDING', attempts = attempts + 1, next_attempt_at = $3
  where id = $1 and ended_at is null and next_attempt_at <= $2 returning attempts`;

const settleMail = `
  update mail set state = $3, failure = $4, next_attempt_at = $5, ended_at = $6
  where id = $1 and state = 'SENDING' and attempts = $2 returning 1`;

const insertLink = `
  insert into inquiry_link (token_hash, case_id, created_at, expires_at) values ($1, $2, $3, $4)`;

const entriesOfMail = `
  select n.kind, n.facts, n.at, c.number,
    coalesce((select json_agg(json_build_object('name', k.name, 'kind', k.kind) order by ck.position)
      from case_kommune ck join kommune k on k.ags = ck.ags where ck.case_id = c.id), '[]') as kommunen
  from notification n left join consultation_case c on c.id = n.case_id
  where n.mail_id = $1 and c.status is distinct from 'ANONYMISED' order by n.id`;
