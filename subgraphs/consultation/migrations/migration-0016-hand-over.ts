import { Migration } from '@mikro-orm/migrations';

export class Migration0016HandOver extends Migration {
  override up(): void {
    // What was promised stands in the timeline. Who keeps it is not written here: it follows from the parts of the case, so that
    // whoever takes over a part takes over its promises.
    this.addSql(`
      alter table timeline_entry drop constraint timeline_entry_kind,
        add constraint timeline_entry_kind
          check (kind in ('TRANSITION', 'PARTICIPATION', 'CONTACT', 'RECOMMENDATION', 'NOTE', 'COMMITMENT'));

      create table commitment (
        id uuid primary key,
        case_id uuid not null constraint commitment_case_id_foreign references consultation_case,
        entry_id bigint not null constraint commitment_entry_id_unique unique
          constraint commitment_entry_id_foreign references timeline_entry,
        kind text not null constraint commitment_kind check (kind in ('PROMISE', 'APPOINTMENT')),
        due_at timestamptz(3) not null,
        state text not null constraint commitment_state check (state in ('OPEN', 'KEPT', 'DROPPED')),
        changed_at timestamptz(3) not null
      );
      create index commitment_case on commitment (case_id);
      create index commitment_open on commitment (case_id) where state = 'OPEN';

      -- By a trigger, so that no way of ending a case leaves somebody waiting: the inquirer's and the retention's are ways, too.
      create function drop_commitments() returns trigger language plpgsql as $$
      begin
        update commitment set state = 'DROPPED', changed_at = coalesce(new.closed_at, now())
          where case_id = new.id and state = 'OPEN';
        return null;
      end $$;
      create trigger consultation_case_drops_commitments after update on consultation_case
        for each row when (old.open and not new.open) execute function drop_commitments();
    `);

    this.addSql(`
      create table advisor_departure (
        advisor_id uuid primary key,
        association text not null constraint advisor_departure_association
          check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        at timestamptz(3) not null,
        recorded_by text not null
      );
    `);
  }
}
