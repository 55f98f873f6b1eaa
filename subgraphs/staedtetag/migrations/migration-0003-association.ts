import { Migration } from '@mikro-orm/migrations';

/** When the Geschäftsstelle works, how quickly it wants to answer, and who coordinates the centre. */
export class Migration0003Association extends Migration {
  override up(): void {
    this.addSql(`
      create table office (
        id boolean primary key
          constraint office_id_check check (id),
        first_answer_working_hours smallint not null
          constraint office_first_answer_working_hours_check check (first_answer_working_hours between 1 and 500),
        acceptance_working_days smallint not null
          constraint office_acceptance_working_days_check check (acceptance_working_days between 1 and 60),
        version int not null default 1
      );

      create table service_hours (
        weekday smallint primary key
          constraint service_hours_weekday_check check (weekday between 1 and 7),
        opens time(0) not null,
        closes time(0) not null,
        constraint service_hours_times_check check (opens < closes)
      );

      create table closed_day (
        day date primary key
      );

      -- Until the association sets its own.
      insert into office (id, first_answer_working_hours, acceptance_working_days) values (true, 16, 2);
      insert into service_hours (weekday, opens, closes)
        values (1, '09:00', '16:00'), (2, '09:00', '16:00'), (3, '09:00', '16:00'), (4, '09:00', '17:00'), (5, '09:00', '13:00');

      create table coordinator (
        id uuid primary key,
        name text collate din_5007 not null,
        email text not null
          constraint coordinator_email_unique unique,
        phone text,
        active boolean not null,
        source text not null
          constraint coordinator_source_check check (source in ('SAMPLE', 'ASSOCIATION')),
        version int not null default 1
      );
    `);
  }
}
