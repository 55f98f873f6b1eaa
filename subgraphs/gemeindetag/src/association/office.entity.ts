import { defineEntity, p } from '@mikro-orm/core';

const OfficeSchema = defineEntity({
  name: 'Office',
  tableName: 'office',
  properties: {
    /** Always true: there is one office, hence one row. */
    id: p.boolean().primary().autoincrement(false),
    firstAnswerWorkingHours: p.smallint(),
    acceptanceWorkingDays: p.smallint(),
    /** Mail address of the team that looks after cases without an advisor. */
    mailbox: p.text().nullable(),
    version: p.integer().version().default(1),
  },
  checks: [
    { name: 'office_id_check', expression: 'id' },
    {
      name: 'office_first_answer_working_hours_check',
      expression: 'first_answer_working_hours >= 1 and first_answer_working_hours <= 500',
    },
    {
      name: 'office_acceptance_working_days_check',
      expression: 'acceptance_working_days >= 1 and acceptance_working_days <= 60',
    },
  ],
});

/** How quickly the Geschäftsstelle wants to answer. */
export class Office extends OfficeSchema.class {}
OfficeSchema.setClass(Office);

const ServiceHoursSchema = defineEntity({
  name: 'ServiceHours',
  tableName: 'service_hours',
  properties: {
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    weekday: p.smallint().primary().autoincrement(false),
    opens: p.time(0),
    closes: p.time(0),
  },
  checks: [
    { name: 'service_hours_weekday_check', expression: 'weekday >= 1 and weekday <= 7' },
    { name: 'service_hours_times_check', expression: 'opens < closes' },
  ],
});

/** When the Geschäftsstelle is open on a weekday, local time. */
export class ServiceHours extends ServiceHoursSchema.class {}
ServiceHoursSchema.setClass(ServiceHours);

const ClosedDaySchema = defineEntity({
  name: 'ClosedDay',
  tableName: 'closed_day',
  properties: {
    day: p.date().primary(),
  },
});

/** A day on which the Geschäftsstelle is closed besides the public holidays. */
export class ClosedDay extends ClosedDaySchema.class {}
ClosedDaySchema.setClass(ClosedDay);
