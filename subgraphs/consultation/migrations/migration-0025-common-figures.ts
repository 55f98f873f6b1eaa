import { Migration } from '@mikro-orm/migrations';

export class Migration0025CommonFigures extends Migration {
  override up(): void {
    // Cases by their seat, and the few duplicates that do not count: both without a look at the cases themselves.
    this.addSql(`
      create index case_kommune_seat on case_kommune (case_received_at, ags, case_id) where position = 1;
      create index consultation_case_duplicate on consultation_case (duplicate_of, id) where duplicate_of is not null
    `);
  }
}
