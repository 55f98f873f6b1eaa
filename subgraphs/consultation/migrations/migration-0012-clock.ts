import { Migration } from '@mikro-orm/migrations';

export class Migration0012Clock extends Migration {
  override up(): void {
    this.copyOffices();
    this.measureFirstAnswers();
    this.windClocks();
    this.keepSteps();
  }

  // Service hours, closed days and targets, as each association has set them.
  private copyOffices(): void {
    this.addSql(`
      create table directory_office (
        association text primary key
          constraint directory_office_association_foreign references directory_cursor,
        service_hours jsonb not null,
        closed_days jsonb not null,
        first_answer_working_hours integer not null,
        acceptance_working_days integer not null
      );
    `);
  }

  private measureFirstAnswers(): void {
    this.addSql(`
      alter table consultation_case
        add column first_answer_due_at timestamptz(3),
        add column first_answer_working_minutes integer
          constraint consultation_case_first_answer_working_minutes
            check (first_answer_working_minutes is null or (first_answer_working_minutes >= 0 and first_answered_at is not null));

      -- What was due in these was the first answer.
      update consultation_case set first_answer_due_at = due_at
        where status = 'IN_CONSULTATION' and first_answered_at is null;
    `);
  }

  // When the clock looks at a case next. By a trigger, so that whoever changes a case, it is looked at soon. Samples stand still:
  // they are of one day in the past, and nobody answers for them.
  private windClocks(): void {
    this.addSql(`
      alter table consultation_case add column clock_at timestamptz(3);

      create function wind_clock() returns trigger language plpgsql as $$
      begin
        new.clock_at := case
          when new.source <> 'SAMPLE'
            and new.status in ('RECEIVED', 'IN_TRIAGE', 'ASSIGNED', 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER')
          then timestamptz 'epoch' end;
        return new;
      end $$;
      create trigger consultation_case_clock_begins before insert on consultation_case
        for each row execute function wind_clock();
      create trigger consultation_case_clock_goes_on before update on consultation_case
        for each row when (new.version is distinct from old.version) execute function wind_clock();

      update consultation_case set clock_at = 'epoch' where open and source <> 'SAMPLE';
      create index consultation_case_clock on consultation_case (clock_at, id) where clock_at is not null;
    `);
  }

  // What the clock has done, once for each occasion: a deadline, or the beginning of a wait.
  private keepSteps(): void {
    this.addSql(`
      create table clock_step (
        case_id uuid not null constraint clock_step_case_id_foreign references consultation_case,
        kind text not null constraint clock_step_kind check (kind in (
          'ACCEPTANCE_OVERDUE', 'TRIAGE_OVERDUE', 'FIRST_ANSWER_REMINDER', 'FIRST_ANSWER_OVERDUE',
          'WAITING_REMINDER', 'WAITING_SECOND_REMINDER', 'CLOSING_OFFER')),
        occasion timestamptz(3) not null,
        at timestamptz(3) not null,
        primary key (case_id, kind, occasion)
      );
      create trigger clock_step_append_only before update or delete or truncate on clock_step
        for each statement execute function refuse_change();
    `);
  }
}
