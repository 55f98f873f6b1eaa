import { Migration } from '@mikro-orm/migrations';

/** Who belongs to the association, and whom it knows there. */
export class Migration0001Member extends Migration {
  override up(): void {
    this.addSql(`
      create table member (
        ags text collate "C" primary key
          constraint member_ags_check check (ags ~ '^08[0-9]{2}[5-9]$'),
        status text not null
          constraint member_status_check check (status in ('ACTIVE', 'DORMANT', 'ENDED')),
        since date,
        until date,
        source text not null
          constraint member_source_check check (source in ('SAMPLE', 'ASSOCIATION')),
        version int not null default 1,
        constraint member_days_check check (since <= until),
        constraint member_ended_check check (status <> 'ENDED' or until is not null)
      );

      create table member_contact (
        id uuid primary key,
        member_ags text collate "C" not null
          constraint member_contact_member_ags_foreign references member,
        name text not null,
        function text,
        email text,
        phone text
      );
      create index member_contact_member_ags_index on member_contact (member_ags);
    `);
  }
}
