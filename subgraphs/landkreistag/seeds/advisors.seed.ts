import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { addDays } from '@gkz-qe/kit/local-day.ts';
import { Advisor } from '../src/advisor/advisor.entity.ts';
import { type AbsenceState, type AdvisorState, saveAdvisors } from '../src/advisor/save-advisors.repository.ts';
import data from './advisors.json' with { type: 'json' };
import { readSampleMembers } from './members.seed.ts';

type SampleAdvisor = (typeof data.advisors)[number];

/** The sample advisors with their absences: counted from the day of seeding, so that one of them is away on that day. */
export async function seedAdvisors(em: EntityManager, today: string): Promise<boolean> {
  if ((await em.count(Advisor)) > 0) return false;
  const membersOf = Map.groupBy(
    readSampleMembers().flatMap(({ ags, advisors }) => advisors.map((number) => ({ ags, number }))),
    ({ number }) => number,
  );
  const states = data.advisors.map((advisor): AdvisorState => {
    const members = (membersOf.get(advisor.number) ?? []).map(({ ags }) => ags);
    return { ...columnsOf(advisor), members, absences: absencesOf(advisor.number, today) };
  });
  await saveAdvisors(em, states);
  return true;
}

function columnsOf({ number, topics, kind, ...columns }: SampleAdvisor) {
  return {
    ...columns,
    id: idOf(number),
    phone: null,
    kind: kind === 'EXTERNAL' ? ('EXTERNAL' as const) : ('INTERNAL' as const),
    active: true,
    source: 'SAMPLE' as const,
    topics: Object.entries(topics).map(([code, level]) => ({ code, level })),
    conflicts: [],
  };
}

function absencesOf(number: string, today: string): AbsenceState[] {
  return data.absences
    .filter((absence) => absence.number === number)
    .map(({ startsInDays, days, deputy }) => ({
      from: addDays(today, startsInDays),
      until: addDays(today, startsInDays + days - 1),
      deputyId: idOf(deputy),
    }));
}

/** The sample advisors' ids are fixed, because sample cases name them from afar; `3` stands for the Landkreistag. */
function idOf(number: string): string {
  return `5a3b1e00-0003-4000-8000-0000000000${number}`;
}
