import { Migration } from '@mikro-orm/migrations';

/** When the Geschäftsstelle works and how quickly it wants to answer. */
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
      insert into office (id, first_answer_working_hours, acceptance_working_days) values (true, 20, 2);
      insert into service_hours (weekday, opens, closes)
        values (1, '08:00', '15:30'), (2, '08:00', '15:30'), (3, '08:00', '15:30'), (4, '08:00', '17:30'), (5, '08:00', '12:00');
    `);
  }
}
