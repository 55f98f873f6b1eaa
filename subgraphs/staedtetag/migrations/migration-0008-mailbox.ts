import { Migration } from '@mikro-orm/migrations';

/** Where the team gets its notifications. Null until the association names it. */
export class Migration0008Mailbox extends Migration {
  override up(): void {
    this.addSql('alter table office add column mailbox text');
  }
}
