import { Migration } from '@mikro-orm/migrations';

export class Migration0028Restrictions extends Migration {
  override up(): void {
    // Two requests can restrict one case, and it opens only when both are lifted.
    this.addSql(`
      alter table case_restriction drop constraint case_restriction_pkey, add primary key (case_id, request_id)
    `);
  }
}
