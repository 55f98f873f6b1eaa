import { Migration } from '@mikro-orm/migrations';

export class Migration0023RequestClock extends Migration {
  override up(): void {
    this.setDeadlines();
    this.keepStepsOfRequests();
  }

  // Until when an association answers what it is asked. Who was asked before that was written down has had two days, at least.
  private setDeadlines(): void {
    this.addSql(`
      alter table participation add column answer_due_at timestamptz(3)
        constraint participation_answer_due_until_accepted check (answer_due_at is null or state <> 'ACCEPTED');

      with asked as (
        update participation p set answer_due_at = coalesce(p.proposed_at, p.from_at, c.received_at) + interval '2 days'
        from consultation_case c
        where c.id = p.case_id and c.source <> 'SAMPLE' and c.status in ('ASSIGNED', 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER')
          and p.state = 'REQUESTED' and p.until_at is null and (p.role = 'CO_ADVICE' or p.from_at is null)
        returning p.case_id)
      update consultation_case set clock_at = 'epoch' where id in (select case_id from asked);
    `);
  }

  // Several may be asked by the same moment, so a step may be about one part of the case.
  private keepStepsOfRequests(): void {
    this.addSql(`
      alter table clock_step
        drop constraint clock_step_pkey,
        add column id bigint generated always as identity primary key,
        add column part_id bigint constraint clock_step_part_id_foreign references participation,
        drop constraint clock_step_kind,
        add constraint clock_step_kind check (kind in (
          'ACCEPTANCE_OVERDUE', 'TRIAGE_OVERDUE', 'FIRST_ANSWER_REMINDER', 'FIRST_ANSWER_OVERDUE',
          'REQUEST_REMINDER', 'REQUEST_OVERDUE', 'WAITING_REMINDER', 'WAITING_SECOND_REMINDER', 'CLOSING_OFFER')),
        add constraint clock_step_part_of_request
          check ((part_id is not null) = (kind in ('REQUEST_REMINDER', 'REQUEST_OVERDUE')));
      create unique index clock_step_once on clock_step (case_id, kind, occasion, part_id) nulls not distinct;
    `);
  }
}
