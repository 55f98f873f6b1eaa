import { Migration } from '@mikro-orm/migrations';

export class Migration0005Directory extends Migration {
  override up(): void {
    this.addSql(`
      create table directory_cursor (
        association text primary key,
        applied_seq bigint not null default 0,
        applied_digest text,
        confirmed_at timestamptz,
        constraint directory_cursor_knows_its_entry check ((applied_seq = 0) = (applied_digest is null))
      );

      create table directory_member (
        association text not null constraint directory_member_association_foreign references directory_cursor,
        ags text not null,
        status text not null constraint directory_member_status check (status in ('ACTIVE', 'DORMANT', 'ENDED')),
        since date,
        until date,
        preferred boolean not null,
        primary key (association, ags)
      );
      create index directory_member_ags_index on directory_member (ags);

      create table directory_advisor (
        association text not null constraint directory_advisor_association_foreign references directory_cursor,
        id uuid not null,
        active boolean not null,
        capacity integer not null,
        topics jsonb not null,
        areas text[] not null,
        conflicts text[] not null,
        members text[] not null,
        absences jsonb not null,
        primary key (association, id)
      );
    `);
  }
}
