import { chooseAdvisor } from '../routing/advisor-choice.ts';
import type { AdvisorFact, AssociationCode } from '../routing/routing.types.ts';
import { sampleAdvisors } from './sample-advisors.ts';

/** The advisors with what they have to do, while the sample's years pass. */
export interface SampleTeam {
  /** As they are on a day of the time line; call it with growing days. */
  readonly factsOn: (day: number, seat: string | null) => readonly AdvisorFact[];
  /** Gives an advisor a case until it ends. */
  readonly take: (id: string, until: number, kommunen: readonly string[], assignedAt: Date) => void;
}

/** @param scale how many times more cases there are than these advisors could lead */
export function createSampleTeam(scale: number): SampleTeam {
  const load = new Map<string, number>();
  const endings = new Map<number, string[]>();
  const knows = new Map<string, Set<string>>();
  const lastAssigned = new Map<string, string>();
  const capacities = sampleAdvisors.map((advisor) => ({ ...advisor, capacity: Math.ceil(advisor.capacity * scale) }));
  let today = 0;

  function pass(day: number): void {
    for (; today < day; today++) {
      for (const id of endings.get(today) ?? []) load.set(id, (load.get(id) ?? 0) - 1);
      endings.delete(today);
    }
  }

  return {
    factsOn: (day, seat) => {
      pass(day);
      const acquaintances = seat === null ? undefined : knows.get(seat);
      return capacities.map((advisor) => ({
        ...advisor,
        openCases: load.get(advisor.id) ?? 0,
        lastAssignedAt: lastAssigned.get(advisor.id) ?? null,
        knows: seat !== null && acquaintances?.has(advisor.id) ? [seat] : [],
      }));
    },

    take: (id, until, kommunen, assignedAt) => {
      load.set(id, (load.get(id) ?? 0) + 1);
      const day = Math.max(Math.floor(until), today);
      const ending = endings.get(day) ?? [];
      ending.push(id);
      endings.set(day, ending);
      lastAssigned.set(id, assignedAt.toISOString());
      for (const ags of kommunen) knows.set(ags, (knows.get(ags) ?? new Set()).add(id));
    },
  };
}

/**
 * Another advisor of an association for a case: by the rule of routing, and where that finds nobody, as people do it in its place,
 * whoever has most room. Null where nobody has any.
 */
export function chooseAnother(
  association: AssociationCode,
  question: { readonly concerns: readonly string[]; readonly topics: readonly string[]; readonly on: string },
  advisors: readonly AdvisorFact[],
  except: string | null,
): string | null {
  const [focus] = question.concerns;
  const others = advisors.filter((advisor) => advisor.association === association && advisor.id !== except);
  const byRule = focus === undefined ? null : chooseAdvisor({ association, focus, ...question }, others);
  return byRule?.advisor.id ?? mostRoom(others);
}

function mostRoom(advisors: readonly AdvisorFact[]): string | null {
  const room = ({ capacity, openCases }: AdvisorFact) => capacity - openCases;
  const [first] = advisors.filter((advisor) => room(advisor) > 0).toSorted((a, b) => room(b) - room(a));
  return first?.id ?? null;
}
