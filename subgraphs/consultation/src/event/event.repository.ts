import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import type { EventRow, ParticipantRow, Standing } from './event.types.ts';
import { selectEvents, selectRegistrations } from './event-statement.ts';

export type EventRepository = ReturnType<typeof createEventRepository>;

/** Reads events and who comes to them. */
export function createEventRepository(em: EntityManager) {
  const byId = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: EventRow) => row.id,
    find: (ids) => select<EventRow>(em, 'event.byId', `${selectEvents} where e.id = any($1::uuid[])`, [ids]),
  });
  const participants = createListLoader({
    isKey: isUuid,
    keyOf: (row: ParticipantRow) => row.eventId,
    find: (ids) => select<ParticipantRow>(em, 'event.participants', participantsOfEvents, [ids]),
  });
  return {
    loadById: (id: string): Promise<EventRow | null> => byId.load(id.toLowerCase()),

    /** After a change. */
    forget: (id: string) => byId.clear(id.toLowerCase()),

    /** Those that are not cancelled, the first first. */
    loadParticipants: (eventId: string): Promise<readonly ParticipantRow[]> => participants.load(eventId),

    /** What is not over on `asOf` first, the next first; then what is over, the latest first. One row more than the page has. */
    findPage: ({ after, limit }: Page, topics: readonly string[] | null, asOf: Date): Promise<EventRow[]> =>
      select(em, 'event.page', pageOfEvents, [...(after?.slice(1) ?? [null, null, null]), topics, asOf, limit + 1]),

    async count(topics: readonly string[] | null): Promise<number> {
      const text = `select count(*)::int as count from event e where ${about('$1')}`;
      return (await selectOne<{ count: number }>(em, 'event.count', text, [topics]))?.count ?? 0;
    },

    /** By the hash of a code; null where there is none. */
    findByCode: (tokenHash: Buffer): Promise<Standing | null> => findStandingByCode(em, tokenHash),
  };
}

export function findStandingByCode(em: EntityManager, tokenHash: Buffer): Promise<Standing | null> {
  const text = `${selectRegistrations()} join event_code c on c.registration_id = r.id where c.token_hash = $1`;
  return selectOne(em, 'event.byCode', text, [tokenHash]);
}

const about = (topics: string) =>
  `(${topics}::text[] is null or exists (select from event_topic t where t.event_id = e.id and t.topic = any(${topics})))`;

const pageOfEvents = `
  ${selectEvents}
  cross join lateral (select (e.ends_at < $5::timestamptz)::int as over, extract(epoch from e.begins_at) * 1000 as at) m
  cross join lateral (select case m.over when 0 then m.at else -m.at end as place) o
  where ($1::int is null or (m.over, o.place, e.id) > ($1, $2::numeric, $3::uuid)) and ${about('$4')}
  order by m.over, o.place, e.id limit $6`;

const participantsOfEvents = `
  ${selectRegistrations(', r.name, r.email, r.organisation, r.registered_at as "registeredAt"')}
  where r.event_id = any($1::uuid[]) and r.cancelled_at is null order by r.id`;
