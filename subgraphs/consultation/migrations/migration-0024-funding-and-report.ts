import { Migration } from '@mikro-orm/migrations';

export class Migration0024FundingAndReport extends Migration {
  override up(): void {
    this.addFundingApplications();
    this.addYears();
  }

  private addFundingApplications(): void {
    // What was said of an application stands in the timeline. Programmes are a table in code, so there is nothing to refer to.
    this.addSql(`
      alter table timeline_entry drop constraint timeline_entry_kind,
        add constraint timeline_entry_kind
          check (kind in ('TRANSITION', 'PARTICIPATION', 'CONTACT', 'RECOMMENDATION', 'NOTE', 'COMMITMENT', 'FUNDING'));

      create table funding_application (
        id uuid primary key,
        case_id uuid not null constraint funding_application_case_id_foreign references consultation_case,
        entry_id bigint not null constraint funding_application_entry_id_unique unique
          constraint funding_application_entry_id_foreign references timeline_entry,
        programme text not null,
        applied_on date not null,
        amount_euro integer not null constraint funding_application_amount check (amount_euro > 0),
        state text not null constraint funding_application_state
          check (state in ('APPLIED', 'GRANTED', 'REJECTED', 'WITHDRAWN')),
        decided_on date,
        granted_euro integer,
        changed_at timestamptz(3) not null,
        constraint funding_application_decided check ((state = 'APPLIED') = (decided_on is null)),
        constraint funding_application_in_order check (decided_on >= applied_on),
        constraint funding_application_granted check ((state = 'GRANTED') = (granted_euro is not null)),
        constraint funding_application_granted_amount check (granted_euro between 1 and amount_euro)
      );
      create index funding_application_case on funding_application (case_id);
      create index funding_application_applied on funding_application (applied_on);
    `);
  }

  // What is said of a year besides the cells of its tables, with the names and numbers of the register on which it rests: so a
  // report can be made again when these have changed. A year that was published before has none.
  private addYears(): void {
    this.addSql(`
      create table statistics_year (
        year smallint primary key constraint statistics_year_year_foreign references statistics_release,
        sample boolean not null,
        facts jsonb not null
      );
      create trigger statistics_year_append_only before update or delete or truncate on statistics_year
        for each statement execute function refuse_change();
    `);
  }
}
