import { Migration } from '@mikro-orm/migrations';

/** What a Landkreis offers its Kommunen across their borders. */
export class Migration0005Competence extends Migration {
  override up(): void {
    this.addSql(`
      create table competence (
        id uuid primary key,
        member_ags text collate "C" not null
          constraint competence_member_ags_foreign references member,
        kind text not null
          constraint competence_kind_check check (kind in (
            'SOZIALPLANUNG', 'PFLEGESTUETZPUNKT', 'ALTENHILFEFACHBERATUNG', 'WOHNBERATUNG', 'ENGAGEMENTFOERDERUNG')),
        name text collate din_5007 not null,
        source text not null
          constraint competence_source_check check (source in ('SAMPLE', 'ASSOCIATION')),
        constraint competence_member_ags_kind_name_unique unique (member_ags, kind, name)
      );
    `);
  }
}
