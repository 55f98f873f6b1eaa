import { Migration } from '@mikro-orm/migrations';

// Neither table holds a name, an address or a free text: whom a key means is asked of its owner when a mail is sent.
export class Migration0011Notification extends Migration {
  override up(): void {
    this.addMails();
    this.addNotifications();
  }

  private addMails(): void {
    this.addSql(`
      create table mail (
        id uuid primary key,
        recipient text not null,
        association text constraint mail_association check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        recipient_id uuid,
        digest_day date,
        state text not null constraint mail_state check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'DROPPED')),
        attempts integer not null default 0,
        created_at timestamptz(3) not null,
        next_attempt_at timestamptz(3),
        ended_at timestamptz(3),
        failure text,
        constraint mail_ends check ((state in ('SENT', 'FAILED', 'DROPPED')) = (ended_at is not null)),
        constraint mail_is_due_until_it_ends check ((next_attempt_at is null) = (ended_at is not null))
      );
      create unique index mail_one_digest_a_day on mail (recipient, association, recipient_id, digest_day)
        nulls not distinct where digest_day is not null;
      create index mail_due on mail (association, next_attempt_at, id) where ended_at is null;
      create index mail_ended on mail (ended_at) where ended_at is not null;
    `);
  }

  private addNotifications(): void {
    this.addSql(`
      create table notification (
        id bigint generated always as identity primary key,
        kind text not null,
        recipient text not null,
        association text
          constraint notification_association check (association in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        recipient_id uuid,
        case_id uuid constraint notification_case_id_foreign references consultation_case,
        facts jsonb not null constraint notification_facts_are_an_object check (jsonb_typeof(facts) = 'object'),
        at timestamptz(3) not null,
        mail_id uuid constraint notification_mail_id_foreign references mail
      );
      create index notification_case on notification (case_id);
      create index notification_mail on notification (mail_id);
      create index notification_for_digest on notification (recipient, association, recipient_id) where mail_id is null;
    `);
  }
}
