import { Migration } from '@mikro-orm/migrations';

export class Migration0014Event extends Migration {
  override up(): void {
    this.addSql(`
      create table event (
        id uuid primary key,
        title text not null,
        kind text not null constraint event_kind check (kind in (
          'EXCHANGE', 'CONFERENCE', 'WORKSHOP', 'TRAINING', 'SITE_VISIT', 'OTHER')),
        begins_at timestamptz(3) not null,
        ends_at timestamptz(3) not null,
        place text,
        online boolean not null,
        kommune text constraint event_kommune_foreign references kommune,
        capacity integer not null constraint event_capacity check (capacity between 1 and 1000),
        register_until timestamptz(3) not null,
        state text not null constraint event_state check (state in ('PLANNED', 'CANCELLED')),
        attended integer constraint event_attended check (attended >= 0),
        source text not null constraint event_source check (source in ('SAMPLE', 'STAFF')),
        version integer not null default 1,
        constraint event_ends_after_it_begins check (ends_at > begins_at),
        constraint event_registers_before_it_begins check (register_until <= begins_at),
        constraint event_is_somewhere check (online or place is not null)
      );

      create table event_topic (
        event_id uuid not null constraint event_topic_event_id_foreign references event,
        topic text not null constraint event_topic_topic_foreign references topic,
        primary key (event_id, topic)
      );
      create index event_topic_topic on event_topic (topic, event_id);

      -- Who has a seat is not written here: the first ones that are not cancelled have one, so that nobody has to move anybody up.
      -- What is cancelled, erased or over keeps its key and its moment alone.
      create table event_registration (
        id bigint generated always as identity primary key,
        event_id uuid not null constraint event_registration_event_id_foreign references event,
        key_hash bytea not null constraint event_registration_key_hash_unique unique,
        name text,
        email text,
        organisation text,
        registered_at timestamptz(3) not null,
        cancelled_at timestamptz(3),
        constraint event_registration_cancelled_names_nobody
          check (cancelled_at is null or (name is null and email is null and organisation is null))
      );
      create index event_registration_queue on event_registration (event_id, id) where cancelled_at is null;
      create index event_registration_email on event_registration (normal_email(email)) where email is not null;

      create table event_code (
        token_hash bytea primary key,
        registration_id bigint not null constraint event_code_registration_id_foreign references event_registration
      );
      create index event_code_registration on event_code (registration_id);
    `);
  }
}
