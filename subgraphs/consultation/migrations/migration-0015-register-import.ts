import { Migration } from '@mikro-orm/migrations';

export class Migration0015RegisterImport extends Migration {
  override up(): void {
    this.addSql(`
      create table kommune_former_name (
        ags text not null constraint kommune_former_name_ags_foreign references kommune,
        official_name text not null,
        name text not null,
        until date not null,
        primary key (ags, until, official_name)
      );

      create table register_import (
        id bigint generated always as identity primary key,
        at timestamptz(3) not null,
        by_subject text not null,
        as_of date not null,
        file_hash text not null constraint register_import_file_hash_form check (file_hash ~ '^[0-9a-f]{64}$'),
        changes jsonb not null
      );
    `);
    // Former names are a part of the register: every process reads it anew when one is added.
    this.addSql(`
      create trigger register_version after insert or update or delete or truncate on kommune_former_name
      for each statement execute function count_register_version()
    `);
  }
}
