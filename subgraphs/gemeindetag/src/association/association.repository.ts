import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';

/** How quickly the Geschäftsstelle wants to answer. */
export interface OfficeRow {
  readonly firstAnswerWorkingHours: number;
  readonly acceptanceWorkingDays: number;
  readonly mailbox: string | null;
  readonly version: number;
}

/** When it is open, local time ('09:00'). */
export interface ServiceHoursRow {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

export type AssociationRepository = ReturnType<typeof createAssociationRepository>;

/** Reads what the association has once: its office. */
export function createAssociationRepository(em: EntityManager) {
  return {
    findOffice: () =>
      selectOne<OfficeRow>(
        em,
        'office.settings',
        `select first_answer_working_hours as "firstAnswerWorkingHours", acceptance_working_days as "acceptanceWorkingDays",
           mailbox, version
         from office`,
      ),

    findServiceHours: () =>
      select<ServiceHoursRow>(
        em,
        'office.serviceHours',
        `select weekday, to_char(opens, 'HH24:MI') as "from", to_char(closes, 'HH24:MI') as "to"
         from service_hours order by weekday`,
      ),

    async findClosedDays(): Promise<readonly string[]> {
      const rows = await select<{ day: string }>(
        em,
        'office.closedDays',
        'select day::text as day from closed_day order by closed_day.day',
      );
      return rows.map(({ day }) => day);
    },
  };
}
