import { Migration } from '@mikro-orm/migrations';

/** The change log tells the office too: until now nobody outside had to know when it is open. */
export class Migration0008OfficeLog extends Migration {
  override up(): void {
    this.addSql(`
      alter table directory_change
        drop constraint directory_change_entry_check,
        add constraint directory_change_entry_check
          check (num_nonnulls(entry -> 'member', entry -> 'advisor', entry -> 'office') = 1);

      -- As every writer does, so that positions grow in the order of commits.
      select pg_advisory_xact_lock(hashtext('directory_change'));
      insert into directory_change (entry)
        select jsonb_build_object('office', jsonb_build_object(
          'serviceHours', (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday,
              'from', to_char(opens, 'HH24:MI'), 'to', to_char(closes, 'HH24:MI')) order by weekday), '[]') from service_hours),
          'closedDays', (select coalesce(jsonb_agg(day order by day), '[]') from closed_day),
          'firstAnswerWorkingHours', o.first_answer_working_hours, 'acceptanceWorkingDays', o.acceptance_working_days))
        from office o;
    `);
  }
}
