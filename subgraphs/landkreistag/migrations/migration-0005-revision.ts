import { Migration } from '@mikro-orm/migrations';

/** What members, advisors and the office were in each of their versions. It only grows, and holds no names and no addresses. */
export class Migration0005Revision extends Migration {
  override up(): void {
    this.addSql(`
      create table revision (
        entity text not null
          constraint revision_entity_check check (entity in ('member', 'advisor', 'office')),
        key text not null,
        version int not null,
        at timestamptz not null default now(),
        facts jsonb not null,
        touched text[] not null,
        primary key (entity, key, version)
      );
      create trigger revision_is_append_only
        before update or delete or truncate on revision
        for each statement execute function refuse_change();
    `);
    // What is there already begins its history here. These statements are today's; what a revision holds may grow later.
    this.addSql(`
      insert into revision (entity, key, version, facts, touched)
        select 'member', ags, version, jsonb_build_object(
          'status', status, 'since', since, 'until', until, 'source', source), '{}'
        from member;
      insert into revision (entity, key, version, facts, touched)
        select 'advisor', a.id, a.version, jsonb_build_object(
          'kind', a.kind, 'disciplines', to_jsonb(a.disciplines), 'active', a.active, 'capacity', a.capacity, 'source', a.source,
          'topics', (select coalesce(jsonb_agg(code || ' ' || level order by code), '[]') from advisor_topic where advisor_id = a.id),
          'areas', (select coalesce(jsonb_agg(area order by area), '[]') from advisor_area where advisor_id = a.id),
          'conflicts', (select coalesce(jsonb_agg(ags order by ags), '[]') from advisor_conflict where advisor_id = a.id),
          'members', (select coalesce(jsonb_agg(member_ags order by member_ags), '[]') from member_advisor where advisor_id = a.id),
          'absences', (select coalesce(jsonb_agg(concat_ws(' ', first_day, '–', last_day, deputy_id) order by first_day, last_day), '[]')
            from absence where advisor_id = a.id)), '{}'
        from advisor a;
      insert into revision (entity, key, version, facts, touched)
        select 'office', 'office', o.version, jsonb_build_object(
          'firstAnswerWorkingHours', o.first_answer_working_hours, 'acceptanceWorkingDays', o.acceptance_working_days,
          'serviceHours', (select coalesce(jsonb_agg(weekday || ' ' || to_char(opens, 'HH24:MI') || '–' || to_char(closes, 'HH24:MI')
            order by weekday), '[]') from service_hours),
          'closedDays', (select coalesce(jsonb_agg(day order by day), '[]') from closed_day)), '{}'
        from office o;
    `);
  }
}
