import { Migration } from '@mikro-orm/migrations';

/** The change log, which only grows: what the consultation subgraph has read stays true. */
export class Migration0004Directory extends Migration {
  override up(): void {
    this.addSql(`
      create table directory_change (
        seq bigint generated always as identity primary key,
        at timestamptz not null default now(),
        entry jsonb not null
          constraint directory_change_entry_check check ((entry ? 'member') <> (entry ? 'advisor'))
      );
    `);
    // A trigger and not a revoked right: it also holds for the owner, and where service and owner are one role.
    this.addSql(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
      end
      $$
    `);
    this.addSql(`
      create trigger directory_change_is_append_only
        before update or delete or truncate on directory_change
        for each statement execute function refuse_change()
    `);
  }
}
