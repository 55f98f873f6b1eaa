import { Migration } from '@mikro-orm/migrations';

/** Who read what is held of a person, and for which request; by key, so that it names nobody whose data are gone. It only grows. */
export class Migration0009AccessLog extends Migration {
  override up(): void {
    this.addSql(`
      create table access_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        subject text not null,
        request uuid,
        entity text not null
          constraint access_log_entity_check check (entity in ('ADVISOR', 'CONTACT', 'COORDINATOR')),
        key text not null
      );
      create trigger access_log_is_append_only
        before update or delete or truncate on access_log
        for each statement execute function refuse_change();
    `);
  }
}
