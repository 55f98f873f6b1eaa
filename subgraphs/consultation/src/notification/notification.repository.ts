import { randomUUIDv7 } from 'node:crypto';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { messages, type Told } from './messages.ts';
import { keyOf, type Recipient } from './recipient.ts';

/** Something that somebody is to be told. */
export type NewNotification = Told & {
  readonly to: Recipient;
  /** The case that it is about; null where it is about none. */
  readonly caseId: string | null;
};

/**
 * Writes into the outbox, in the transaction of `em`: who is told it is told if and only if the transaction succeeds.
 *
 * What is urgent goes into a mail at once, one for each recipient of this call; all else waits for the next digest.
 */
export async function writeNotifications(
  em: EntityManager,
  notifications: readonly NewNotification[],
  at: Date,
): Promise<void> {
  if (notifications.length === 0) return;
  const mails = new Map<string, { readonly id: string }>();
  const rows = notifications.map(({ kind, facts, to, caseId }) => {
    const key = keyOf(to);
    const row = { kind, facts, case_id: caseId, ...columnsOf(key) };
    if (messages[kind].urgency === 'DIGEST') return row;
    const name = JSON.stringify(key);
    const mail = mails.get(name) ?? { id: randomUUIDv7(), ...columnsOf(key) };
    mails.set(name, mail);
    return { ...row, mail_id: mail.id };
  });
  await select(em, 'notification.write', insertRows, [JSON.stringify([...mails.values()]), JSON.stringify(rows), at]);
}

function columnsOf({ recipient, association, recipientId }: ReturnType<typeof keyOf>) {
  return { recipient, association, recipient_id: recipientId };
}

const insertRows = `
  with new_mail as (
    insert into mail (id, recipient, association, recipient_id, state, created_at, next_attempt_at)
    select id, recipient, association, recipient_id, 'WAITING', $3::timestamptz, $3::timestamptz
    from jsonb_to_recordset($1::jsonb) as row (id uuid, recipient text, association text, recipient_id uuid)
  )
  insert into notification (kind, facts, recipient, association, recipient_id, case_id, mail_id, at)
  select kind, facts, recipient, association, recipient_id, case_id, mail_id, $3::timestamptz
  from jsonb_to_recordset($2::jsonb) as row (kind text, facts jsonb, recipient text, association text,
    recipient_id uuid, case_id uuid, mail_id uuid)`;
