import { Migration } from '@mikro-orm/migrations';

/** Which erasures were carried out, by whom and for which request; nothing of whom they were about. It only grows. */
export class Migration0006Erasure extends Migration {
  override up(): void {
    this.addSql(`
      create table erasure (
        id uuid primary key,
        at timestamptz not null default now(),
        subject text not null,
        request text not null,
        contacts int not null
          constraint erasure_contacts_check check (contacts > 0)
      );
      create trigger erasure_is_append_only
        before update or delete or truncate on erasure
        for each statement execute function refuse_change();
    `);
  }
}
