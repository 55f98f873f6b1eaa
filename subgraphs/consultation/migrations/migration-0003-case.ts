import { Migration } from '@mikro-orm/migrations';

export class Migration0003Case extends Migration {
  override up(): void {
    this.addCase();
    this.addKommunen();
    this.addParticipation();
    this.addHistory();
  }

  private addCase(): void {
    this.addSql(`
      create table consultation_case (
        id uuid primary key,
        number text not null constraint consultation_case_number_unique unique
          constraint consultation_case_number_form check (number ~ '^[0-9]{4}-[0-9]{5,}$'),
        status text not null constraint consultation_case_status check (status in (
          'RECEIVED', 'IN_TRIAGE', 'ASSIGNED', 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER',
          'CLOSED', 'ANONYMISED', 'REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE')),
        open boolean not null generated always as (
          status in ('RECEIVED', 'IN_TRIAGE', 'ASSIGNED', 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER')) stored,
        version integer not null default 1,
        source text not null constraint consultation_case_source check (source in ('SAMPLE', 'INQUIRY')),
        channel text not null constraint consultation_case_channel check (channel in ('WEB', 'MAIL', 'PHONE', 'EVENT')),
        inquirer_kind text not null constraint consultation_case_inquirer_kind check (inquirer_kind in (
          'KOMMUNE', 'LANDKREIS', 'MUNICIPAL_ALLIANCE', 'ASSOCIATION_OF_CITIZENS', 'INITIATIVE', 'PROVIDER', 'HOUSING',
          'SCIENCE', 'PRIVATE')),
        reach text not null
          constraint consultation_case_reach check (reach in ('KOMMUNE', 'SEVERAL', 'LANDKREIS', 'LAND')),
        inform_kommune boolean not null,
        reasons text[] not null,
        title text not null,
        concern text,
        quartier text,
        phase text constraint consultation_case_phase check (phase in (
          'ORIENTATION', 'INVENTORY', 'PARTICIPATION', 'CONCEPT', 'FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION',
          'EVALUATION')),
        result text,
        minutes integer constraint consultation_case_minutes check (minutes >= 0),
        duplicate_of uuid constraint consultation_case_duplicate_of_foreign references consultation_case,
        received_at timestamptz(3) not null,
        assigned_at timestamptz(3),
        first_answered_at timestamptz(3),
        due_at timestamptz(3),
        closed_at timestamptz(3),
        constraint consultation_case_shown_by_kommune_and_association unique (id, received_at, open),
        constraint consultation_case_ends_when_closed check ((closed_at is null) = open),
        constraint consultation_case_is_due_while_open check (open or due_at is null),
        constraint consultation_case_closed_with_result check (
          status <> 'CLOSED' or num_nulls(result, phase, minutes) = 0),
        constraint consultation_case_duplicate_points check ((duplicate_of is not null) = (status = 'DUPLICATE')),
        constraint consultation_case_keeps_its_words check (concern is not null or status = 'ANONYMISED'),
        constraint consultation_case_times_in_order check (
          received_at <= least(assigned_at, first_answered_at, closed_at))
      );
      create index consultation_case_newest on consultation_case (received_at desc, id desc);
      create index consultation_case_newest_open on consultation_case (received_at desc, id desc) where open;
      create index consultation_case_due on consultation_case (coalesce(due_at, 'infinity'), id);

      create table case_counter (
        year smallint primary key,
        last integer not null
      );

      create table case_topic (
        case_id uuid not null constraint case_topic_case_id_foreign references consultation_case,
        topic text not null constraint case_topic_topic_foreign references topic,
        primary key (case_id, topic)
      );

      create table case_support (
        case_id uuid not null constraint case_support_case_id_foreign references consultation_case,
        kind text not null constraint case_support_kind check (kind in (
          'FIRST_CONSULTATION', 'PROCESS_ACCOMPANIMENT', 'EXPERT_REFERRAL', 'FUNDING_ADVICE', 'NETWORKING',
          'QUALIFICATION', 'INFORMATION')),
        primary key (case_id, kind)
      );
    `);
  }

  // A list of one Kommune's or one advisor's cases is read in the order of receipt, open ones often alone. So both tables carry
  // these two facts of the case, and the reference itself keeps them true.
  private addKommunen(): void {
    this.addSql(`
      create table case_kommune (
        case_id uuid not null,
        ags text not null constraint case_kommune_ags_foreign references kommune,
        position smallint not null,
        case_received_at timestamptz(3) not null,
        case_open boolean not null,
        primary key (case_id, ags),
        constraint case_kommune_position_unique unique (case_id, position),
        constraint case_kommune_of_case foreign key (case_id, case_received_at, case_open)
          references consultation_case (id, received_at, open) on update cascade
      );
      create index case_kommune_newest on case_kommune (ags, case_received_at desc, case_id desc);
      create index case_kommune_open on case_kommune (ags, case_received_at desc, case_id desc) where case_open;
    `);
  }

  // In force from `from_at` until `until_at`: a lead that has been proposed and not yet accepted has no `from_at`.
  private addParticipation(): void {
    this.addSql(`
      create table participation (
        id bigint generated always as identity primary key,
        case_id uuid not null,
        association text not null constraint participation_association
          check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        role text not null constraint participation_role check (role in ('LEAD', 'CO_ADVICE', 'INFORMED')),
        state text not null
          constraint participation_state check (state in ('REQUESTED', 'ACCEPTED', 'DECLINED', 'ENDED')),
        advisor_id uuid,
        from_at timestamptz(3),
        until_at timestamptz(3),
        case_received_at timestamptz(3) not null,
        case_open boolean not null,
        constraint participation_of_case foreign key (case_id, case_received_at, case_open)
          references consultation_case (id, received_at, open) on update cascade,
        constraint participation_ends_by_state check ((until_at is not null) = (state in ('DECLINED', 'ENDED'))),
        constraint participation_informed_advises_nobody check (role <> 'INFORMED' or advisor_id is null)
      );
      create index participation_case on participation (case_id);
      create unique index participation_one_lead on participation (case_id)
        where role = 'LEAD' and from_at is not null and until_at is null;
      create unique index participation_once on participation (case_id, association)
        where from_at is not null and until_at is null;
      create index participation_advisor on participation (advisor_id, case_received_at desc, case_id desc)
        where from_at is not null and until_at is null;
      create index participation_advisor_open on participation (advisor_id, case_received_at desc, case_id desc)
        where from_at is not null and until_at is null and case_open;
      create index participation_association_open on participation (association, role)
        where from_at is not null and until_at is null and case_open;
      create index participation_advisor_last on participation (advisor_id, from_at desc) where role = 'LEAD';
    `);
  }

  private addHistory(): void {
    this.addSql(`
      create table transition (
        id bigint generated always as identity primary key,
        case_id uuid not null constraint transition_case_id_foreign references consultation_case,
        at timestamptz(3) not null,
        from_status text,
        to_status text not null,
        actor text not null,
        reason text
      );
      create index transition_case on transition (case_id, at, id);

      create table timeline_entry (
        id bigint generated always as identity primary key,
        case_id uuid not null constraint timeline_entry_case_id_foreign references consultation_case,
        at timestamptz(3) not null,
        kind text not null
          constraint timeline_entry_kind check (kind in ('TRANSITION', 'PARTICIPATION', 'CONTACT', 'NOTE')),
        visibility text not null constraint timeline_entry_visibility
          check (visibility in ('OWN_ASSOCIATION', 'PARTICIPANTS', 'INQUIRER')),
        association text constraint timeline_entry_association
          check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        text text not null,
        constraint timeline_entry_of_own_association check (visibility <> 'OWN_ASSOCIATION' or association is not null)
      );
      create index timeline_entry_case on timeline_entry (case_id, at desc, id desc);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
      end $$;
      create trigger transition_append_only before update or delete or truncate on transition
        for each statement execute function refuse_change();
    `);
  }
}
