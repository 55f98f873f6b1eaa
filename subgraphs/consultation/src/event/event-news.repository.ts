import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { EventKind } from '../generated/resolvers.ts';
import type { Told } from '../notification/messages.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';

/** A change after which participants are told where they stand. */
export interface SeatChange {
  /** Keys of events. They are locked: see `lockEvents`. */
  readonly events: readonly string[];
  /** What all who are registered to them are told, beside those who have a seat by it; null for nothing. */
  readonly toAll?: Told | null;
  readonly at: Date;
}

interface LastSeat {
  readonly event: string;
  /** The last registration that has a seat. */
  readonly registration: string;
}

interface MovedUp {
  readonly recipientId: string;
  readonly event: string;
  readonly eventKind: EventKind;
  readonly beginsAt: Date;
}

/** Waits for whoever is at work on events, in an order in which no two wait for each other. */
export async function lockEvents(em: EntityManager, ids: readonly string[]): Promise<void> {
  await select(em, 'event.lock', 'select from event where id = any($1::uuid[]) order by id for update', [ids]);
}

/**
 * Makes a change, and tells its participants in the same transaction: who waited and has a seat by it, where the event is to come,
 * and all of them `toAll`. Each address is told once, however many people it registered.
 */
export async function tellParticipants<Result>(
  em: EntityManager,
  { events, toAll = null, at }: SeatChange,
  change: () => Promise<Result>,
): Promise<Result> {
  const before = await select<LastSeat>(em, 'eventNews.lastSeats', lastSeats, [events]);
  const result = await change();
  const movedUp = await select<MovedUp>(em, 'eventNews.movedUp', whoMovedUp, [JSON.stringify(before), at]);
  const all = toAll === null ? [] : await select<{ recipientId: string }>(em, 'eventNews.all', everybody, [events]);
  const told = [
    ...all.map(({ recipientId }) => toAll && tell(recipientId, toAll)),
    ...movedUp.map(({ recipientId, beginsAt, ...event }) =>
      tell(recipientId, { kind: 'EVENT_SEAT', facts: { ...event, beginsAt: beginsAt.toISOString() } }),
    ),
  ];
  await writeNotifications(
    em,
    told.filter((one) => one !== null),
    at,
  );
  return result;
}

const tell = (recipientId: string, told: Told): NewNotification => ({
  ...{ ...told, to: { kind: 'PARTICIPANT', recipientId }, caseId: null },
});

/** Registrations with a seat: the first ones, as `selectRegistrations` has it. */
const seated = `
  select s.* from event_registration s where s.event_id = e.id and s.cancelled_at is null order by s.id limit e.capacity`;

const lastSeats = `
  select e.id as event, max(r.id)::text as registration
  from event e cross join lateral (${seated}) r where e.id = any($1::uuid[]) group by e.id`;

/** One registration for each address, always the same one. Who is erased has none. */
const firstOfAddress = `
  select f.recipient_id from event_registration f
  where f.event_id = r.event_id and f.cancelled_at is null and normal_email(f.email) = normal_email(r.email)
  order by f.id limit 1`;

// Seats go by the order of registrations, so who has one behind what was the last seat has moved up.
const whoMovedUp = `
  select distinct a.recipient_id as "recipientId", e.id as event, e.kind as "eventKind", e.begins_at as "beginsAt"
  from jsonb_to_recordset($1::jsonb) as last (event uuid, registration bigint) join event e on e.id = last.event
  cross join lateral (${seated}) r cross join lateral (${firstOfAddress}) a
  where r.id > last.registration and e.state = 'PLANNED' and e.begins_at > $2`;

const everybody = `
  select distinct a.recipient_id as "recipientId" from event_registration r cross join lateral (${firstOfAddress}) a
  where r.event_id = any($1::uuid[]) and r.cancelled_at is null`;
