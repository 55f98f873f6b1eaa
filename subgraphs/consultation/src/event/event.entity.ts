import { defineEntity, p } from '@mikro-orm/core';
import { Kommune } from '../register/kommune.entity.ts';
import { Topic } from '../topic/topic.entity.ts';

const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    id: p.uuid().primary(),
    title: p.text(),
    kind: p.text(),
    beginsAt: p.datetime(3),
    endsAt: p.datetime(3),
    /** Null where it takes place online alone. */
    place: p.text().nullable(),
    online: p.boolean(),
    kommune: () => p.manyToOne(Kommune).joinColumn('kommune').mapToPk().nullable().deleteRule('no action'),
    /** Seats. */
    capacity: p.integer(),
    registerUntil: p.datetime(3),
    state: p.text(),
    /** How many came. Null until somebody has counted. */
    attended: p.integer().nullable(),
    source: p.text(),
    version: p.integer().version(),
  },
});

/** Veranstaltung to which people register. */
export class Event extends EventSchema.class {}
EventSchema.setClass(Event);

const EventTopicSchema = defineEntity({
  name: 'EventTopic',
  tableName: 'event_topic',
  properties: {
    event: () => p.manyToOne(Event).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    topic: () =>
      p.manyToOne(Topic).joinColumn('topic').mapToPk().primary().updateRule('no action').deleteRule('no action'),
  },
});

export class EventTopic extends EventTopicSchema.class {}
EventTopicSchema.setClass(EventTopic);

const EventRegistrationSchema = defineEntity({
  name: 'EventRegistration',
  tableName: 'event_registration',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    event: () => p.manyToOne(Event).mapToPk(),
    /** SHA-256 of the key that the client chose. */
    keyHash: p.type(Uint8Array).columnType('bytea').unique(),
    /** These three are null once it is cancelled, the person erased, or the event long over. */
    name: p.text().nullable(),
    email: p.text().nullable(),
    organisation: p.text().nullable(),
    registeredAt: p.datetime(3),
    /** How the outbox names who registered. */
    recipientId: p.uuid().unique().defaultRaw('gen_random_uuid()'),
    cancelledAt: p.datetime(3).nullable(),
  },
});

/** Anmeldung: the first ones that are not cancelled have a seat, all others wait. */
export class EventRegistration extends EventRegistrationSchema.class {}
EventRegistrationSchema.setClass(EventRegistration);

const EventCodeSchema = defineEntity({
  name: 'EventCode',
  tableName: 'event_code',
  properties: {
    /** SHA-256 of the secret that only the participant has. */
    tokenHash: p.type(Uint8Array).columnType('bytea').primary(),
    registration: () => p.manyToOne(EventRegistration).mapToPk(),
  },
});

export class EventCode extends EventCodeSchema.class {}
EventCodeSchema.setClass(EventCode);
