import { Migration } from '@mikro-orm/migrations';

export class Migration0026AnswerTimes extends Migration {
  override up(): void {
    // Who leads which case, and how long its first answer took, by the day of receipt: of each an index alone is read.
    this.addSql(`
      create index participation_led on participation (case_received_at desc, case_id desc) include (association)
        where role = 'LEAD' and from_at is not null and until_at is null;
      drop index consultation_case_newest;
      create index consultation_case_newest on consultation_case (received_at desc, id desc)
        include (first_answer_working_minutes, duplicate_of)
    `);
  }
}
