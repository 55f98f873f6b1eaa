import { Migration } from '@mikro-orm/migrations';

export class Migration0004Inquiry extends Migration {
  override up(): void {
    this.addSql(`
      create table inquiry (
        case_id uuid primary key constraint inquiry_case_id_foreign references consultation_case,
        place_by text constraint inquiry_place_by check (place_by in ('AGS', 'NAME', 'POSTAL_CODE')),
        place text,
        further_places text[] not null,
        wish text constraint inquiry_wish check (wish in ('STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG')),
        consent_to_inform_kommune boolean not null,
        constraint inquiry_place_is_whole check ((place_by is null) = (place is null))
      );

      create table inquirer (
        case_id uuid primary key constraint inquirer_case_id_foreign references consultation_case,
        name text not null,
        email text not null,
        phone text,
        function text,
        organisation text
      );

      create table inquiry_link (
        token_hash bytea primary key constraint inquiry_link_token_hash_form check (octet_length(token_hash) = 32),
        case_id uuid not null constraint inquiry_link_case_id_foreign references consultation_case,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        revoked_at timestamptz(3)
      );
      create index inquiry_link_case on inquiry_link (case_id);

      create table idempotency (
        key_hash bytea primary key constraint idempotency_key_hash_form check (octet_length(key_hash) = 32),
        payload_hash bytea not null,
        case_id uuid not null
          constraint idempotency_case_id_foreign references consultation_case deferrable initially deferred,
        at timestamptz(3) not null
      );
      create index idempotency_case on idempotency (case_id);

      create table access_log (
        id bigint generated always as identity primary key,
        at timestamptz(3) not null default now(),
        subject text not null,
        case_id uuid not null constraint access_log_case_id_foreign references consultation_case,
        basis text not null constraint access_log_basis check (basis in ('PARTICIPATION', 'REQUEST'))
      );
      create index access_log_case on access_log (case_id, at);
      create trigger access_log_append_only before update or delete or truncate on access_log
        for each statement execute function refuse_change();
    `);
  }
}
