import { Migration } from '@mikro-orm/migrations';

export class Migration0022EventNews extends Migration {
  override up(): void {
    // The outbox names recipients by a UUID. It says nothing about the person, so it stays when their data go.
    this.addSql(`
      alter table event_registration add column recipient_id uuid not null default gen_random_uuid()
        constraint event_registration_recipient_id_unique unique;
    `);
  }
}
