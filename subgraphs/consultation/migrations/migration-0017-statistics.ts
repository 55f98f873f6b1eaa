import { Migration } from '@mikro-orm/migrations';

export class Migration0017Statistics extends Migration {
  override up(): void {
    this.addSnapshots();
    this.addFacts();
    this.addLog();
  }

  // A cell belongs to the year that published it, and a snapshot shows all years up to its last one. So no two snapshots can differ
  // in a cell that both have.
  private addSnapshots(): void {
    this.addSql(`
      create table statistics_release (
        year smallint primary key,
        released_at timestamptz(3) not null
      );

      create table statistics_snapshot (
        id uuid primary key,
        taken_at timestamptz(3) not null,
        taken_by text not null constraint statistics_snapshot_taken_by check (taken_by in ('nightly', 'command', 'seed')),
        last_year smallint constraint statistics_snapshot_last_year_foreign references statistics_release
      );
      create index statistics_snapshot_newest on statistics_snapshot (taken_at desc, id desc);

      create table statistics_cell (
        dimensions text not null,
        codes text not null,
        begins date not null,
        ends date not null,
        year smallint not null constraint statistics_cell_year_foreign references statistics_release,
        received integer,
        closed integer,
        joint integer,
        kommunen integer,
        first_time_kommunen integer,
        gemeinden integer,
        median_hours integer,
        p90_hours integer,
        minutes integer,
        primary key (dimensions, begins, ends, codes),
        constraint statistics_cell_is_safe check (received >= 5),
        constraint statistics_cell_suppressed_whole check (received is not null or num_nonnulls(
          closed, joint, kommunen, first_time_kommunen, gemeinden, median_hours, p90_hours, minutes) = 0)
      );

      create trigger statistics_release_append_only before update or delete or truncate on statistics_release
        for each statement execute function refuse_change();
      create trigger statistics_cell_append_only before update or delete or truncate on statistics_cell
        for each statement execute function refuse_change();
      create trigger statistics_snapshot_append_only before update or delete or truncate on statistics_snapshot
        for each statement execute function refuse_change();
    `);
  }

  // What a year's figures were made of, without any key of a case. Kept only while a table of two years still needs it.
  private addFacts(): void {
    this.addSql(`
      create table statistics_fact (
        id bigint generated always as identity primary key,
        year smallint not null,
        quarter smallint not null constraint statistics_fact_quarter check (quarter between 1 and 4),
        ags text not null,
        association text not null,
        regierungsbezirk text not null,
        region text not null,
        kommune_kind text not null,
        size_class text not null,
        topic text[] not null,
        phase text not null,
        support text[] not null,
        inquirer_kind text not null,
        channel text not null,
        closed boolean not null,
        joint boolean not null,
        first_time boolean not null,
        minutes integer not null,
        answer_minutes integer
      );
      create index statistics_fact_year on statistics_fact (year, id);
    `);
  }

  private addLog(): void {
    this.addSql(`
      create table statistics_query (
        id bigint generated always as identity primary key,
        at timestamptz(3) not null,
        subject text not null,
        dimensions text[] not null,
        filters text[] not null,
        snapshot_id uuid not null constraint statistics_query_snapshot_id_foreign references statistics_snapshot
      );
      create index statistics_query_newest on statistics_query (at desc, id desc);
      create index statistics_query_subject on statistics_query (subject, at desc, id desc);
      create trigger statistics_query_append_only before update or delete or truncate on statistics_query
        for each statement execute function refuse_change();
    `);
  }
}
