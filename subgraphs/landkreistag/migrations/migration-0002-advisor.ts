import { Migration } from '@mikro-orm/migrations';

/** Who advises, in what, where and for whom, and who is away. */
export class Migration0002Advisor extends Migration {
  override up(): void {
    // Names sort as in a telephone book: ä as ae (DIN 5007, part 2).
    this.addSql(`create collation din_5007 (provider = icu, locale = 'de-u-co-phonebk')`);
    this.addSql(`
      create table advisor (
        id uuid primary key,
        name text collate din_5007 not null,
        email text not null
          constraint advisor_email_unique unique,
        phone text,
        kind text not null
          constraint advisor_kind_check check (kind in ('INTERNAL', 'EXTERNAL')),
        institution text,
        disciplines text[] not null,
        active boolean not null,
        capacity smallint not null
          constraint advisor_capacity_check check (capacity between 0 and 200),
        source text not null
          constraint advisor_source_check check (source in ('SAMPLE', 'ASSOCIATION')),
        version int not null default 1
      );

      create table advisor_topic (
        advisor_id uuid not null
          constraint advisor_topic_advisor_id_foreign references advisor,
        code text not null
          constraint advisor_topic_code_check check (code ~ '^[A-Z]{2,8}$'),
        level smallint not null
          constraint advisor_topic_level_check check (level between 1 and 3),
        primary key (advisor_id, code)
      );

      create table advisor_area (
        advisor_id uuid not null
          constraint advisor_area_advisor_id_foreign references advisor,
        area text not null
          constraint advisor_area_area_check check (area ~ '^08[0-9]{0,3}$'),
        primary key (advisor_id, area)
      );

      create table advisor_conflict (
        advisor_id uuid not null
          constraint advisor_conflict_advisor_id_foreign references advisor,
        ags text not null
          constraint advisor_conflict_ags_check check (ags ~ '^08([0-9]{3}|[0-9]{6})$'),
        primary key (advisor_id, ags)
      );

      create table member_advisor (
        member_ags text collate "C" not null
          constraint member_advisor_member_ags_foreign references member,
        advisor_id uuid not null
          constraint member_advisor_advisor_id_foreign references advisor,
        primary key (member_ags, advisor_id)
      );
      create index member_advisor_advisor_id_index on member_advisor (advisor_id);

      create table absence (
        id uuid primary key,
        advisor_id uuid not null
          constraint absence_advisor_id_foreign references advisor,
        first_day date not null,
        last_day date not null,
        deputy_id uuid
          constraint absence_deputy_id_foreign references advisor,
        constraint absence_days_check check (first_day <= last_day),
        constraint absence_deputy_check check (deputy_id <> advisor_id)
      );
      create index absence_advisor_id_index on absence (advisor_id);
      create index absence_deputy_id_index on absence (deputy_id);
    `);
  }
}
