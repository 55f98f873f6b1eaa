import { Migration } from '@mikro-orm/migrations';

/** Who approved an erasure: another person than who carried it out. For what was erased before, nobody is on record. */
export class Migration0007SecondPerson extends Migration {
  override up(): void {
    this.addSql(`
      alter table erasure add column approved_by text not null default 'nobody';
      alter table erasure alter column approved_by drop default;
      alter table erasure add constraint erasure_two_persons check (approved_by <> subject);
    `);
  }
}
