import { Migration } from '@mikro-orm/migrations';

/** The Kreisverbände, who belongs to the association, and whom it knows there. */
export class Migration0001Member extends Migration {
  override up(): void {
    this.addSql(`
      create table kreisverband (
        ags text collate "C" primary key
          constraint kreisverband_ags_check check (ags ~ '^08[0-9]{2}[5-9]$'),
        name text not null
      );

      create table member (
        ags text collate "C" primary key
          constraint member_ags_check check (ags ~ '^08[0-9]{6}$'),
        kreisverband_ags text collate "C"
          constraint member_kreisverband_ags_foreign references kreisverband,
        status text not null
          constraint member_status_check check (status in ('ACTIVE', 'DORMANT', 'ENDED')),
        since date,
        until date,
        preferred boolean not null,
        source text not null
          constraint member_source_check check (source in ('SAMPLE', 'ASSOCIATION')),
        version int not null default 1,
        constraint member_days_check check (since <= until),
        constraint member_ended_check check (status <> 'ENDED' or until is not null)
      );
      create index member_kreisverband_ags_index on member (kreisverband_ags);

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
