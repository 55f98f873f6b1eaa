import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { lockEvents, tellParticipants } from './event-news.repository.ts';

/** What is held of a person as a participant, as it goes into an export: by the mail address of a request that is open. */
export async function readRegistrations(em: EntityManager, requestId: string): Promise<readonly object[]> {
  const rows = await select<{ data: object }>(em, 'participant.export', registrationsOfPerson, [requestId]);
  return rows.map(({ data }) => data);
}

/**
 * Removes the data of the person of a request, and cancels where the event is not over: who has their seat is told. Answers how many
 * registrations.
 */
export async function eraseRegistrations(em: EntityManager, requestId: string, at: Date): Promise<number> {
  const rows = await select<{ id: string }>(em, 'participant.events', eventsOfPerson, [requestId]);
  const events = rows.map(({ id }) => id);
  await lockEvents(em, events);
  const erased = await tellParticipants(em, { events, at }, () =>
    select(em, 'participant.erase', eraseOfPerson, [requestId, at]),
  );
  return erased.length;
}

/** Removes the data of who came to events that ended before a moment; their number stays. Answers how many. */
export async function forgetParticipants(em: EntityManager, endedBefore: Date): Promise<number> {
  return (await select(em, 'participant.forget', forgetOfEvents, [endedBefore])).length;
}

const registrationsOfPerson = `
  select json_build_object('event', e.title, 'beginsAt', e.begins_at, 'registeredAt', r.registered_at, 'name', r.name,
    'email', r.email, 'organisation', r.organisation) as data
  from privacy_request q join event_registration r on normal_email(r.email) = q.email join event e on e.id = r.event_id
  where q.id = $1 order by r.id`;

const eventsOfPerson = `
  select distinct r.event_id as id from privacy_request q join event_registration r on normal_email(r.email) = q.email
  where q.id = $1`;

const eraseOfPerson = `
  update event_registration r
  set cancelled_at = case when e.ends_at > $2 then $2::timestamptz end, name = null, email = null, organisation = null
  from privacy_request q, event e
  where q.id = $1 and normal_email(r.email) = q.email and e.id = r.event_id returning 1`;

const forgetOfEvents = `
  update event_registration r set name = null, email = null, organisation = null
  from event e where e.id = r.event_id and e.ends_at < $1 and r.email is not null returning 1`;
