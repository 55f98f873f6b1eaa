import { Migration } from '@mikro-orm/migrations';

export class Migration0001Topic extends Migration {
  override up(): void {
    this.addSql(`
      create table topic (
        code text primary key,
        position smallint not null constraint topic_position_unique unique,
        label text not null,
        subtopics text[] not null
      )
    `);
  }
}
