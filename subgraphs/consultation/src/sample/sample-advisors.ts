import type { AdvisorFact, AssociationCode } from '../routing/routing.types.ts';

/** An invented advisor: fields of action with their levels, areas, and how many open cases there is room for. */
type Profile = readonly [topics: Readonly<Record<string, 1 | 2 | 3>>, areas: readonly string[], capacity: number];

/*
 * The associations keep their sample advisors themselves; what is agreed with them is only how the ids are made. The profiles
 * follow theirs, so that sample cases lie with people who could have been given them.
 */
const profiles: Readonly<Record<AssociationCode, readonly Profile[]>> = {
  STAEDTETAG: [
    [{ PFL: 3, FAM: 2, INK: 1 }, ['08'], 20],
    [{ BET: 3, INK: 2, DIG: 1 }, ['08'], 20],
    [{ WOH: 3, WIR: 2 }, ['08'], 18],
    [{ DIG: 3, BET: 2 }, ['08'], 15],
    [{ INK: 3, FAM: 1, BET: 1 }, ['08'], 12],
    [{ WIR: 3, WOH: 2 }, ['08'], 12],
    [{ BET: 3, PFL: 2, WOH: 1 }, ['0811'], 20],
    [{ WOH: 3, FAM: 2, BET: 1 }, ['0812', '0813'], 18],
    [{ PFL: 3, BET: 2, INK: 1 }, ['082'], 20],
    [{ BET: 3, WIR: 2, PFL: 1 }, ['083'], 16],
    [{ FAM: 3, PFL: 2, DIG: 1 }, ['0842', '0843'], 16],
    [{ DIG: 3, WOH: 2, BET: 2 }, ['0841'], 14],
  ],
  GEMEINDETAG: [
    [{ PFL: 3, FAM: 2 }, ['08'], 24],
    [{ BET: 3, INK: 1 }, ['08'], 24],
    [{ WOH: 3, WIR: 1 }, ['08'], 22],
    [{ WIR: 3, WOH: 1 }, ['08'], 18],
    [{ FAM: 3, INK: 2 }, ['08'], 22],
    [{ INK: 3, BET: 2 }, ['08'], 16],
    [{ DIG: 3, WIR: 1 }, ['08'], 18],
    [{ BET: 3, PFL: 2, DIG: 1 }, ['08115', '08116', '08117'], 20],
    [{ WOH: 3, BET: 2 }, ['08118', '08119'], 20],
    [{ WIR: 3, FAM: 2, PFL: 1 }, ['08125', '08126', '08127', '08128'], 22],
    [{ PFL: 3, BET: 2 }, ['08135', '08136'], 18],
    [{ BET: 3, INK: 2, WOH: 1 }, ['08215', '08216', '08225', '08226'], 24],
    [{ WIR: 3, WOH: 2 }, ['08235', '08236', '08237'], 18],
    [{ PFL: 3, FAM: 2, BET: 1 }, ['08315', '08316', '08317'], 24],
    [{ FAM: 3, BET: 2 }, ['08325', '08326', '08327'], 18],
    [{ PFL: 3, WIR: 2 }, ['08335', '08336', '08337'], 20],
    [{ BET: 3, DIG: 2 }, ['08415', '08416', '08417'], 20],
    [{ WOH: 3, PFL: 2, FAM: 1 }, ['08425', '08426', '08435', '08436', '08437'], 24],
  ],
  LANDKREISTAG: [
    [{ PFL: 3, FAM: 2, DIG: 1 }, ['08'], 18],
    [{ BET: 3, INK: 2 }, ['08'], 18],
    [{ WOH: 3, WIR: 2, FAM: 1 }, ['08'], 15],
    [{ DIG: 3, INK: 1 }, ['08'], 12],
    [{ PFL: 3, BET: 2, WOH: 1 }, ['081'], 16],
    [{ PFL: 3, INK: 2 }, ['082'], 16],
    [{ FAM: 3, BET: 2, WIR: 1 }, ['083'], 14],
    [{ WIR: 3, WOH: 2, PFL: 1 }, ['084'], 16],
  ],
};

/** The association's digit in the ids of its sample advisors. */
const digits: Readonly<Record<AssociationCode, number>> = { STAEDTETAG: 1, GEMEINDETAG: 2, LANDKREISTAG: 3 };

/** Id of a sample advisor, `number` from 1 as the association counts them. */
export function sampleAdvisorId(association: AssociationCode, number: number): string {
  return `5a3b1e00-000${digits[association]}-4000-8000-${String(number).padStart(12, '0')}`;
}

/** All sample advisors, without any cases yet. */
export const sampleAdvisors: readonly AdvisorFact[] = (Object.keys(profiles) as AssociationCode[]).flatMap(
  (association) =>
    profiles[association].map(([topics, areas, capacity], index) => ({
      association,
      id: sampleAdvisorId(association, index + 1),
      active: true,
      absences: [],
      conflicts: [],
      topics: Object.entries(topics).map(([topic, level]) => ({ topic, level })),
      areas,
      capacity,
      openCases: 0,
      lastAssignedAt: null,
      knows: [],
    })),
);
