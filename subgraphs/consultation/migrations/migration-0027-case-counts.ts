import { Migration } from '@mikro-orm/migrations';

export class Migration0027CaseCounts extends Migration {
  override up(): void {
    this.addTable();
    this.keepCounts();
    this.countOnce();
  }

  private addTable(): void {
    // How many cases are about a Kommune is the sum of its rows. Each change adds one, so that two cases of one Kommune never wait
    // for each other.
    this.addSql(`
      create table kommune_case_count (
        id bigint primary key generated always as identity,
        ags text not null,
        count integer not null
      );
    `);
  }

  // By a trigger, so that no way of writing a case leaves its Kommunen uncounted. About every fiftieth change puts the rows of each
  // Kommune together. Only who gets the lock at once does so, and nobody else removes rows: nobody waits, nothing is lost. A reader
  // sees the rows of before or those of after, and both have the same sum.
  private keepCounts(): void {
    this.addSql(`
      create function count_cases_of_kommunen() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into kommune_case_count (ags, count) select ags, count(*) from added group by ags;
        elsif tg_op = 'DELETE' then
          insert into kommune_case_count (ags, count) select ags, -count(*) from removed group by ags;
        else
          insert into kommune_case_count (ags, count)
            select ags, sum(change) from (select ags, 1 as change from added union all select ags, -1 from removed) row
            group by ags having sum(change) <> 0;
        end if;
        if random() < 0.02 and pg_try_advisory_xact_lock(hashtext('kommune_case_count')) then
          with several as (
            delete from kommune_case_count
            where ags in (select ags from kommune_case_count group by ags having count(*) > 1)
            returning ags, count
          )
          insert into kommune_case_count (ags, count) select ags, sum(count) from several group by ags having sum(count) <> 0;
        end if;
        return null;
      end $$;
      create trigger case_kommune_counts_added after insert on case_kommune referencing new table as added
        for each statement execute function count_cases_of_kommunen();
      create trigger case_kommune_counts_removed after delete on case_kommune referencing old table as removed
        for each statement execute function count_cases_of_kommunen();
      create trigger case_kommune_counts_changed after update on case_kommune referencing old table as removed new table as added
        for each statement execute function count_cases_of_kommunen();
    `);
  }

  // After the triggers, which keep writers out until this migration is done: what they wrote before is seen here.
  private countOnce(): void {
    this.addSql(
      `insert into kommune_case_count (ags, count) select ags, count(*) from case_kommune group by ags order by ags`,
    );
  }
}
