import { Migration } from '@mikro-orm/migrations';

export class Migration0010CaseWork extends Migration {
  override up(): void {
    this.extendParticipation();
    this.addContacts();
    this.addFollowUps();
    this.keepVersions();
  }

  private extendParticipation(): void {
    this.addSql(`
      alter table participation
        add column proposed_at timestamptz(3),
        add column ending_entry_id bigint constraint participation_ending_entry_id_foreign references timeline_entry;
      create unique index participation_one_proposal on participation (case_id)
        where role = 'LEAD' and from_at is null and until_at is null;

      -- Who is proposed as lead finds the case among their own.
      drop index participation_advisor;
      drop index participation_advisor_open;
      create index participation_advisor on participation (advisor_id, case_received_at desc, case_id desc)
        where until_at is null;
      create index participation_advisor_open on participation (advisor_id, case_received_at desc, case_id desc)
        where until_at is null and case_open;
    `);
  }

  // What was said stands in the timeline alone, with its moment and its visibility: so it is removed, exported and shown in one
  // place. These tables add what a line of text cannot hold.
  private addContacts(): void {
    this.addSql(`
      alter table timeline_entry drop constraint timeline_entry_kind,
        add constraint timeline_entry_kind
          check (kind in ('TRANSITION', 'PARTICIPATION', 'CONTACT', 'RECOMMENDATION', 'NOTE'));

      create table contact (
        id uuid primary key,
        case_id uuid not null constraint contact_case_id_foreign references consultation_case,
        entry_id bigint not null constraint contact_entry_id_unique unique
          constraint contact_entry_id_foreign references timeline_entry,
        kind text not null constraint contact_kind
          check (kind in ('PHONE', 'MAIL', 'LETTER', 'VIDEO', 'ON_SITE', 'EVENT', 'INTERNAL')),
        minutes integer not null constraint contact_minutes check (minutes between 0 and 1440),
        travel_minutes integer not null constraint contact_travel_minutes check (travel_minutes between 0 and 1440),
        advisor_id uuid
      );
      create index contact_case on contact (case_id);

      create table recommendation (
        id uuid primary key,
        case_id uuid not null constraint recommendation_case_id_foreign references consultation_case,
        entry_id bigint not null constraint recommendation_entry_id_unique unique
          constraint recommendation_entry_id_foreign references timeline_entry,
        state text not null constraint recommendation_state
          check (state in ('PROPOSED', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'NOT_WANTED', 'ALREADY_DONE')),
        topic text constraint recommendation_topic_foreign references topic,
        changed_at timestamptz(3) not null
      );
      create index recommendation_case on recommendation (case_id);
    `);
  }

  private addFollowUps(): void {
    this.addSql(`
      create table follow_up (
        case_id uuid primary key constraint follow_up_case_id_foreign references consultation_case,
        follows_id uuid not null constraint follow_up_follows_id_foreign references consultation_case,
        constraint follow_up_follows_another check (follows_id <> case_id)
      );
      create index follow_up_follows on follow_up (follows_id);
    `);
  }

  // By a trigger, so that no way of changing a case can leave its version out: the inquirer's, the retention's, and those to come.
  // The facts are what they were before the transaction, as long as it writes the case first.
  private keepVersions(): void {
    this.addSql(`
      create table case_version (
        case_id uuid not null constraint case_version_case_id_foreign references consultation_case,
        version integer not null,
        last_entry_id bigint,
        facts jsonb not null,
        primary key (case_id, version)
      );
      create trigger case_version_append_only before update or delete or truncate on case_version
        for each statement execute function refuse_change();

      create function keep_case_version() returns trigger language plpgsql as $$
      begin
        if new.first_answered_at is distinct from old.first_answered_at and old.first_answered_at is not null then
          raise exception 'the first answer is set once' using errcode = 'integrity_constraint_violation';
        end if;
        if new.version is distinct from old.version then
          insert into case_version (case_id, version, last_entry_id, facts) values (
            old.id, old.version,
            (select max(e.id) from timeline_entry e where e.case_id = old.id),
            jsonb_build_object(
              'status', old.status, 'phase', old.phase, 'minutes', old.minutes, 'dueAt', old.due_at,
              'firstAnsweredAt', old.first_answered_at, 'closedAt', old.closed_at,
              'topics', (select jsonb_agg(t.topic order by t.topic) from case_topic t where t.case_id = old.id),
              'participations', (
                select jsonb_agg(jsonb_build_object('association', p.association, 'role', p.role, 'state', p.state)
                  order by p.id)
                from participation p where p.case_id = old.id and p.until_at is null)));
        end if;
        -- Who follows a case that is anonymous would tell whose it was.
        if new.status = 'ANONYMISED' and old.status <> 'ANONYMISED' then
          delete from follow_up where case_id = new.id or follows_id = new.id;
        end if;
        return new;
      end $$;
      create trigger consultation_case_versions before update on consultation_case
        for each row execute function keep_case_version();
    `);
  }
}
