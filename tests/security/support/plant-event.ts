import { sha256 } from '@gkz-qe/consultation/inquiry/link.ts';
import type pg from 'pg';
import { markerFor } from './marker.ts';
import { farAway, linkOf, plantedEvent, plantedKommunen, receivedAt } from './planted-cases.ts';

/** An event with somebody who has registered and somebody who has cancelled. */
export async function plantEvent(client: pg.Client): Promise<void> {
  const word = markerFor('participant', 'event');
  await client.query(
    `insert into event (id, title, kind, begins_at, ends_at, place, online, kommune, capacity, register_until, state, attended, source,
       version)
     values ($1, 'Austausch in der Mitte', 'EXCHANGE', $2, $3, 'Rathaus', false, $4, 1, $2, 'CANCELLED', 0, 'STAFF', 2)`,
    [plantedEvent, receivedAt, farAway, plantedKommunen.gemeinde],
  );
  await client.query(`insert into event_topic (event_id, topic) values ($1, 'PFL')`, [plantedEvent]);
  const register = `insert into event_registration (event_id, key_hash, name, email, organisation, registered_at)
    values ($1, sha256($2::text::bytea), $2, $3, $4, $5)`;
  const person = [`Person ${word}`, `${word.toLowerCase()}@planted.example`, `Verein ${word}`, receivedAt];
  await client.query(register, [plantedEvent, ...person]);
  // Whoever holds the code cancels: so this one names nobody.
  const cancelled = await client.query(
    `insert into event_registration (event_id, key_hash, registered_at, cancelled_at) values ($1, sha256('cancelled'), $2, $2)
     returning id`,
    [plantedEvent, receivedAt],
  );
  await client.query('insert into event_code (token_hash, registration_id) values ($1, $2)', [
    sha256(linkOf('event')),
    cancelled.rows[0].id,
  ]);
}
