import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { Told } from '../notification/messages.ts';
import type { EventFacts, EventRow, Standing } from './event.types.ts';
import { lockEvents, tellParticipants } from './event-news.repository.ts';
import { selectEvents, selectRegistrations } from './event-statement.ts';

/** Who registers; texts are trimmed. */
export interface NewParticipant {
  readonly keyHash: Buffer;
  readonly name: string;
  readonly email: string;
  readonly organisation: string | null;
  readonly at: Date;
}

/** A registration that was made with a key before. */
export interface EarlierRegistration extends Omit<Standing, 'waitingPlace'> {
  /** Whether the same person registered. */
  readonly same: boolean;
}

export type EventTurns = ReturnType<typeof createEventTurns>;
export type EventTurn = ReturnType<typeof createTurn>;

/** Writes events and registrations. `em` must be a fork of its own. */
export function createEventTurns(em: EntityManager) {
  return {
    create: (id: string, facts: EventFacts, source: EventRow['source']): Promise<void> =>
      em.transactional((transaction) => saveEvent(transaction, id, facts, source)),

    /** Runs `work` while nobody else changes the event or registers to it. */
    inTurn: <Result>(id: string, work: (turn: EventTurn) => Promise<Result>): Promise<Result> =>
      em.transactional(async (transaction) => {
        await lockEvents(transaction, [id]);
        return work(createTurn(transaction, id));
      }),

    /**
     * Cancels the registration of a code and removes the person's data; who waits first has a seat from that moment on, and is
     * told. False where no registration has this code. To cancel it again changes nothing.
     */
    cancel: (tokenHash: Buffer, at: Date): Promise<boolean> =>
      em.transactional(async (transaction) => {
        const event = await selectOne<{ id: string }>(transaction, 'eventTurn.ofCode', eventOfCode, [tokenHash]);
        if (event === null) return false;
        await lockEvents(transaction, [event.id]);
        await tellParticipants(transaction, { events: [event.id], at }, () =>
          select(transaction, 'eventTurn.cancelRegistration', cancelByCode, [tokenHash, at]),
        );
        return true;
      }),
  };
}

function createTurn(em: EntityManager, id: string) {
  return {
    find: (): Promise<EventRow | null> =>
      selectOne(em, 'eventTurn.event', `${selectEvents} where e.id = $1::uuid`, [id]),

    /** With more seats, those who have one by it are told; all are told `toAll`. */
    change: (facts: EventFacts, toAll: Told | null, at: Date): Promise<void> =>
      tellParticipants(em, { events: [id], toAll, at }, async () => {
        await select(em, 'eventTurn.change', updateEvent, [id, ...valuesOf(facts)]);
        await select(em, 'eventTurn.dropTopics', 'delete from event_topic where event_id = $1', [id]);
        await saveTopics(em, id, facts.topics);
      }),

    async cancel(toAll: Told, at: Date): Promise<void> {
      const text = `update event set state = 'CANCELLED', version = version + 1 where id = $1`;
      await tellParticipants(em, { events: [id], toAll, at }, () => select(em, 'eventTurn.cancel', text, [id]));
    },

    findByKey: ({ keyHash, name, email, organisation }: NewParticipant): Promise<EarlierRegistration | null> =>
      selectOne(em, 'eventTurn.byKey', registrationOfKey, [keyHash, id, name, email, organisation]),

    /** Null where somebody has used the key for another event at the same moment. */
    async register({ keyHash, name, email, organisation, at }: NewParticipant): Promise<string | null> {
      const values = [id, keyHash, name, email, organisation, at];
      return (await selectOne<{ id: string }>(em, 'eventTurn.register', insertRegistration, values))?.id ?? null;
    },

    async saveCode(registrationId: string, tokenHash: Buffer): Promise<void> {
      const text = 'insert into event_code (token_hash, registration_id) values ($1, $2)';
      await select(em, 'eventTurn.code', text, [tokenHash, registrationId]);
    },

    async getStanding(registrationId: string): Promise<Standing> {
      const text = `${selectRegistrations()} where r.id = $1`;
      const standing = await selectOne<Standing>(em, 'eventTurn.standing', text, [registrationId]);
      if (standing === null) throw new Error('a registration has lost its row');
      return standing;
    },
  };
}

/** Saves a new event in the transaction of `em`. */
export async function saveEvent(em: EntityManager, id: string, facts: EventFacts, source: EventRow['source']) {
  await select(em, 'eventTurn.create', insertEvent, [id, ...valuesOf(facts), source]);
  await saveTopics(em, id, facts.topics);
}

const saveTopics = (em: EntityManager, id: string, topics: readonly string[]) =>
  select(em, 'eventTurn.topics', 'insert into event_topic (event_id, topic) select $1, unnest($2::text[])', [
    id,
    topics,
  ]);

const valuesOf = (facts: EventFacts) => [
  ...[facts.title, facts.kind, facts.beginsAt, facts.endsAt, facts.place, facts.online, facts.kommune],
  ...[facts.capacity, facts.registerUntil, facts.attended],
];

const insertEvent = `
  insert into event (id, title, kind, begins_at, ends_at, place, online, kommune, capacity, register_until, attended, state, source)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'PLANNED', $12)`;

const updateEvent = `
  update event set title = $2, kind = $3, begins_at = $4, ends_at = $5, place = $6, online = $7, kommune = $8, capacity = $9,
    register_until = $10, attended = $11, version = version + 1 where id = $1`;

const registrationOfKey = `
  select r.id::text as id, r.event_id as "eventId", case when r.cancelled_at is null then 'REGISTERED' else 'CANCELLED' end as state,
    r.event_id = $2::uuid and r.name = $3 and r.email = $4 and r.organisation is not distinct from $5 as same
  from event_registration r where r.key_hash = $1`;

const insertRegistration = `
  insert into event_registration (event_id, key_hash, name, email, organisation, registered_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (key_hash) do nothing returning id::text as id`;

const eventOfCode = `
  select r.event_id as id from event_code c join event_registration r on r.id = c.registration_id where c.token_hash = $1`;

const cancelByCode = `
  update event_registration r
  set cancelled_at = coalesce(r.cancelled_at, $2), name = null, email = null, organisation = null
  from event_code c where c.token_hash = $1 and r.id = c.registration_id`;
