import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';

const MailSchema = defineEntity({
  name: 'Mail',
  tableName: 'mail',
  properties: {
    /** Names the message to mail servers too, the same at every attempt. */
    id: p.uuid().primary(),
    /** Kind of recipient, as in `recipient.ts`. */
    recipient: p.text(),
    /** Whose subgraph knows the address; null where this one does. */
    association: p.text().nullable(),
    /** Which advisor, whose case, or which participant; null where the kind says it all. */
    recipientId: p.uuid().nullable(),
    /** The day of which it is the digest; null for what is sent at once. */
    digestDay: p.date().nullable(),
    state: p.text(),
    attempts: p.integer().$type<Opt<number>>().default(0),
    createdAt: p.datetime(3),
    /** While it is WAITING: when it may be sent. While it is SENDING: when whoever sends it counts as lost. */
    nextAttemptAt: p.datetime(3).nullable(),
    endedAt: p.datetime(3).nullable(),
    /** Code of why the last attempt failed. */
    failure: p.text().nullable(),
  },
});

/** A mail to one recipient: one urgent thing, or the digest of a day. */
export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail);

const NotificationSchema = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    /** Which of the messages in `messages.ts`. */
    kind: p.text(),
    recipient: p.text(),
    association: p.text().nullable(),
    recipientId: p.uuid().nullable(),
    case: () => p.manyToOne(ConsultationCase).mapToPk().nullable().deleteRule('no action'),
    /** Codes and moments that the message needs beside the case. */
    facts: p.json(),
    at: p.datetime(3),
    /** Null while it waits for the next digest. */
    mail: () => p.manyToOne(Mail).mapToPk().nullable().deleteRule('no action'),
  },
});

/** Something that one recipient is told; written in the transaction of what it tells. */
export class Notification extends NotificationSchema.class {}
NotificationSchema.setClass(Notification);
