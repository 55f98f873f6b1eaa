import { Migration } from '@mikro-orm/migrations';

export class Migration0006Privacy extends Migration {
  override up(): void {
    this.addRequests();
    this.addHolds();
    this.addRetention();
    this.extendAccessLog();
    this.letReasonsBeForgotten();
  }

  // The mail address is the only personal datum here, and only while somebody works on the request.
  private addRequests(): void {
    this.addSql(`
      create function normal_email(email text) returns text language sql immutable parallel safe strict
        return lower(btrim(normalize(email, nfkc)) collate "und-x-icu");
      create index inquirer_email on inquirer (normal_email(email));

      create table privacy_request (
        id uuid primary key,
        kind text not null
          constraint privacy_request_kind check (kind in ('EXPORT', 'RECTIFICATION', 'ERASURE', 'RESTRICTION')),
        state text not null
          constraint privacy_request_state check (state in ('OPEN', 'APPROVED', 'CARRIED_OUT', 'REFUSED')),
        version integer not null default 1,
        origin text not null constraint privacy_request_origin check (origin in ('LINK', 'STAFF')),
        proof text not null constraint privacy_request_proof
          check (proof in ('LINK', 'ID_DOCUMENT', 'KNOWN_MAIL', 'CALL_BACK', 'IN_PERSON')),
        email text,
        received_at timestamptz(3) not null,
        due_at timestamptz(3) not null,
        recorded_by text not null,
        approved_by text,
        ended_by text,
        ended_at timestamptz(3),
        ground text constraint privacy_request_ground check (ground in (
          'IDENTITY_NOT_PROVEN', 'MANIFESTLY_UNFOUNDED', 'LEGAL_OBLIGATION', 'LEGAL_CLAIMS', 'CONDITIONS_NOT_MET',
          'TAKEN_BACK')),
        constraint privacy_request_link_proves_itself check ((origin = 'LINK') = (proof = 'LINK')),
        constraint privacy_request_forgets_email check (email is null or state in ('OPEN', 'APPROVED')),
        constraint privacy_request_email_is_normal check (email = normal_email(email)),
        constraint privacy_request_ends check (
          (state in ('CARRIED_OUT', 'REFUSED')) = (ended_at is not null and ended_by is not null)),
        constraint privacy_request_refused_on_ground check ((state = 'REFUSED') = (ground is not null)),
        constraint privacy_request_approved_by_somebody check (state <> 'APPROVED' or approved_by is not null),
        constraint privacy_request_two_persons check (
          kind not in ('ERASURE', 'RESTRICTION') or state <> 'CARRIED_OUT'
          or (approved_by is not null and approved_by <> ended_by))
      );
      create index privacy_request_due on privacy_request (due_at, id);

      create table privacy_request_case (
        request_id uuid not null constraint privacy_request_case_request_id_foreign references privacy_request,
        case_id uuid not null constraint privacy_request_case_case_id_foreign references consultation_case,
        primary key (request_id, case_id)
      );
      create index privacy_request_case_case on privacy_request_case (case_id);

      create table privacy_step (
        id bigint generated always as identity primary key,
        request_id uuid not null constraint privacy_step_request_id_foreign references privacy_request,
        at timestamptz(3) not null,
        action text not null constraint privacy_step_action
          check (action in ('OPENED', 'APPROVED', 'CARRIED_OUT', 'REFUSED', 'LIFTED')),
        actor text not null,
        counts jsonb not null
      );
      create index privacy_step_request on privacy_step (request_id, id);
      create trigger privacy_step_append_only before update or delete or truncate on privacy_step
        for each statement execute function refuse_change();
    `);
  }

  private addHolds(): void {
    this.addSql(`
      create table case_restriction (
        case_id uuid primary key constraint case_restriction_case_id_foreign references consultation_case,
        request_id uuid not null constraint case_restriction_request_id_foreign references privacy_request,
        since timestamptz(3) not null
      );
      create index case_restriction_request on case_restriction (request_id);

      create table legal_hold (
        id bigint generated always as identity primary key,
        case_id uuid not null constraint legal_hold_case_id_foreign references consultation_case,
        reason text,
        set_at timestamptz(3) not null,
        set_by text not null,
        released_at timestamptz(3),
        released_by text,
        constraint legal_hold_released_by_somebody check ((released_at is null) = (released_by is null)),
        constraint legal_hold_has_a_reason check (reason is not null or released_at is not null)
      );
      create unique index legal_hold_in_force on legal_hold (case_id) where released_at is null;
      create index legal_hold_case on legal_hold (case_id);
    `);
  }

  // What a run did is written batch by batch, with what it did: so a run that broke off has its report too.
  private addRetention(): void {
    this.addSql(`
      create table retention_run (
        id uuid primary key,
        rehearsal boolean not null,
        started_by text not null,
        started_at timestamptz(3) not null,
        ended_before timestamptz(3) not null,
        held_back jsonb,
        finished_at timestamptz(3),
        constraint retention_run_finishes_with_all check ((held_back is null) = (finished_at is null))
      );
      create index retention_run_newest on retention_run (started_at desc, id desc);

      create table retention_batch (
        run_id uuid not null constraint retention_batch_run_id_foreign references retention_run,
        number integer not null,
        at timestamptz(3) not null,
        counts jsonb not null,
        groups jsonb not null,
        primary key (run_id, number)
      );
      create trigger retention_batch_append_only before update or delete or truncate on retention_batch
        for each statement execute function refuse_change();

      create index consultation_case_ended on consultation_case (closed_at, id)
        where closed_at is not null and status <> 'ANONYMISED';
    `);
  }

  private extendAccessLog(): void {
    this.addSql(`
      alter table access_log
        add column request_id uuid constraint access_log_request_id_foreign references privacy_request,
        add constraint access_log_request_on_request check ((basis = 'REQUEST') = (request_id is not null));
      create index access_log_newest on access_log (at desc, id desc);
      create index access_log_subject on access_log (subject, at desc, id desc);
    `);
  }

  // Reasons are free text and may name a person. Transitions stay append-only for the service; what a case that is anonymous
  // has in reasons goes by one function of the owner, which can do nothing else.
  private letReasonsBeForgotten(): void {
    this.addSql(`
      create function refuse_change_of_transition() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
          if tg_level = 'STATEMENT' then return null; end if;
          if new.reason is null and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason' then return new; end if;
        end if;
        raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
      end $$;
      drop trigger transition_append_only on transition;
      create trigger transition_append_only before update or delete or truncate on transition
        for each statement execute function refuse_change_of_transition();
      create trigger transition_rows_append_only before update on transition
        for each row execute function refuse_change_of_transition();

      create function forget_reasons(cases uuid[]) returns integer
        language sql security definer set search_path = pg_catalog, pg_temp
        begin atomic
          with forgotten as (
            update public.transition t set reason = null
            from public.consultation_case c
            where c.id = any(cases) and c.status = 'ANONYMISED' and t.case_id = c.id and t.reason is not null
            returning 1)
          select count(*)::integer from forgotten;
        end;
    `);
  }
}
