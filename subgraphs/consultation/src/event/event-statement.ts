/** How many may wait for a seat, beyond those who have one. */
export const maxWaiting = 200;

/** Rows of events, `EventRow`; the caller adds what comes after `from event e`. Topics and counts are read with them. */
export const selectEvents = `
  select e.id, e.title, e.kind, e.begins_at as "beginsAt", e.ends_at as "endsAt", e.place, e.online, e.kommune, e.capacity,
    e.register_until as "registerUntil", e.state, e.attended, e.source, e.version,
    array(
      select t.code from event_topic et join topic t on t.code = et.topic where et.event_id = e.id order by t.position) as topics,
    least(r.count, e.capacity) as registered, greatest(r.count - e.capacity, 0) as waiting
  from event e cross join lateral (
    select count(*)::int as count from event_registration r where r.event_id = e.id and r.cancelled_at is null) r`;

/**
 * Registrations with where they stand, `Standing`; `columns` and what comes after `from` are the caller's. A seat follows from
 * how many are ahead.
 */
export const selectRegistrations = (columns = '') => `
  select r.id::text as id, r.event_id as "eventId",
    case when r.cancelled_at is not null then 'CANCELLED' when q.ahead < e.capacity then 'REGISTERED' else 'WAITING' end as state,
    case when r.cancelled_at is null and q.ahead >= e.capacity then q.ahead - e.capacity + 1 end as "waitingPlace" ${columns}
  from event_registration r join event e on e.id = r.event_id
  cross join lateral (
    select count(*)::int as ahead from event_registration other
    where other.event_id = r.event_id and other.cancelled_at is null and other.id < r.id) q`;
