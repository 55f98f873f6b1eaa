import { defineEntity, p } from '@mikro-orm/core';
import { Advisor } from './advisor.entity.ts';

const AbsenceSchema = defineEntity({
  name: 'Absence',
  tableName: 'absence',
  properties: {
    id: p.uuid().primary(),
    advisor: () => p.manyToOne(Advisor).index(),
    firstDay: p.date(),
    lastDay: p.date(),
    deputy: () => p.manyToOne(Advisor).nullable().index().deleteRule('no action'),
  },
  checks: [
    { name: 'absence_days_check', expression: 'first_day <= last_day' },
    { name: 'absence_deputy_check', expression: 'deputy_id <> advisor_id' },
  ],
});

/** When an advisor is away, both days included, and who stands in. */
export class Absence extends AbsenceSchema.class {}
AbsenceSchema.setClass(Absence);
