import type { AssociationCode } from '../generated/resolvers.ts';

/** When an office is open on a weekday: 1 is Monday, 7 is Sunday; local times ('09:00'). */
export interface ServiceHours {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

/** When an office works. Public holidays go without saying. */
export interface WorkingCalendar {
  /** A weekday that is not named is a day off. */
  readonly serviceHours: readonly ServiceHours[];
  /** Days on which it is closed as well, ISO 8601. */
  readonly closedDays: readonly string[];
}

/** What an association has set for its Geschäftsstelle, as far as the clocks need it. */
export interface Office extends WorkingCalendar {
  /** Within so many working hours from the receipt the inquirer has a first answer. */
  readonly firstAnswerWorkingHours: number;
  /** Within so many working days a case is accepted, or decided on. */
  readonly acceptanceWorkingDays: number;
}

export type Offices = ReadonlyMap<AssociationCode, Office>;

/** Counts until an association's own settings have been received. */
export const defaultOffice: Office = {
  serviceHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '16:00' })),
  closedDays: [],
  firstAnswerWorkingHours: 16,
  acceptanceWorkingDays: 2,
};

/** Who coordinates the centre, and by whose hours runs what nobody leads yet. */
const coordination: AssociationCode = 'STAEDTETAG';

/** By whose hours and targets the clocks of a case run: those of the association that leads, else the coordinators'. */
export function officeOf(offices: Offices, lead: AssociationCode | null): Office {
  return offices.get(lead ?? coordination) ?? defaultOffice;
}
