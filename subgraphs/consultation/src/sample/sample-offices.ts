import type { Office, Offices } from '../clock/office.ts';

type Hours = readonly [from: string, to: string];

/*
 * As the associations' own settings are at first: each keeps them itself, and the copy of them is not there yet when samples are
 * made. A test compares.
 */
const office = (firstAnswerWorkingHours: number, week: readonly Hours[]): Office => ({
  serviceHours: week.map(([from, to], index) => ({ weekday: index + 1, from, to })),
  closedDays: [],
  firstAnswerWorkingHours,
  acceptanceWorkingDays: 2,
});

const repeat = (hours: Hours, times: number): readonly Hours[] => Array.from({ length: times }, () => hours);

export const sampleOffices: Offices = new Map([
  ['STAEDTETAG', office(16, [...repeat(['09:00', '16:00'], 3), ['09:00', '17:00'], ['09:00', '13:00']])],
  ['GEMEINDETAG', office(24, [...repeat(['08:30', '16:30'], 4), ['08:30', '12:30']])],
  ['LANDKREISTAG', office(20, [...repeat(['08:00', '15:30'], 3), ['08:00', '17:30'], ['08:00', '12:00']])],
]);
