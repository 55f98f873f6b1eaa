import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { EventFacts } from '../src/event/event.types.ts';
import { saveEvent } from '../src/event/event-turn.repository.ts';

interface SampleEvent
  extends Pick<EventFacts, 'title' | 'kind' | 'place' | 'online' | 'kommune' | 'topics' | 'capacity'> {
  readonly day: string;
  /** How many came; null for what was to come when the sample was written. */
  readonly attended: number | null;
}

/** What took place every year: the day of the year, and how many came; more as the centre became known. */
const yearly = [
  ['03-12', 22, { title: 'Erfahrungsaustausch Quartiersarbeit', kind: 'EXCHANGE', kommune: '08317057', capacity: 60 }],
  ['05-08', 84, { title: 'Fachtag Quartiersentwicklung', kind: 'CONFERENCE', kommune: '08111000', capacity: 250 }],
  ['07-03', 14, { title: 'Werkstatt Sorgende Gemeinschaften', kind: 'WORKSHOP', kommune: '08336081', capacity: 25 }],
  ['10-16', 17, { title: 'Werkstatt Barrierefreies Wohnen', kind: 'WORKSHOP', kommune: '08326074', capacity: 25 }],
  ['11-20', 26, { title: 'Fortbildung Förderanträge', kind: 'TRAINING', kommune: '08222000', capacity: 60 }],
] as const;

const past: readonly SampleEvent[] = [2019, 2020, 2021, 2022, 2023, 2024, 2025].flatMap((year) =>
  yearly.map(([day, came, facts]) => ({
    ...{ ...facts, day: `${year}-${day}`, attended: Math.min(facts.capacity, came + 3 * (year - 2019)) },
    ...{ place: 'Rathaus', online: false, topics: [] },
  })),
);

/** The days are fixed, so that every database has the same sample. */
const samples: readonly SampleEvent[] = [
  {
    ...{ title: 'Erfahrungsaustausch Sorgende Gemeinschaften', kind: 'EXCHANGE', day: '2026-06-17', attended: 31 },
    ...{ place: 'Rathaus', online: false, kommune: '08336081', topics: ['PFL'], capacity: 40 },
  },
  {
    ...{ title: 'Werkstatt Beteiligung im Quartier', kind: 'WORKSHOP', day: '2026-10-08', attended: 18 },
    ...{ place: null, online: true, kommune: null, topics: [], capacity: 25 },
  },
  {
    ...{ title: 'Ortsbesuch in einem Mehrgenerationenhaus', kind: 'SITE_VISIT', day: '2027-03-18', attended: null },
    ...{ place: 'Mehrgenerationenhaus', online: false, kommune: '08326074', topics: ['PFL'], capacity: 20 },
  },
  {
    ...{ title: 'Fachtag Quartiersentwicklung', kind: 'CONFERENCE', day: '2027-05-12', attended: null },
    ...{ place: 'Haus der Wirtschaft', online: true, kommune: '08111000', topics: [], capacity: 250 },
  },
  {
    ...{ title: 'Fortbildung Förderanträge', kind: 'TRAINING', day: '2027-09-22', attended: null },
    ...{ place: null, online: true, kommune: null, topics: [], capacity: 60 },
  },
];

/** Beispieldaten: events without participants, for a database that has no events yet. */
export async function seedSampleEvents(em: EntityManager): Promise<boolean> {
  const known = await select(em, 'seed.events', 'select 1 from event limit 1');
  if (known.length > 0) return false;
  for (const [index, { day, ...facts }] of [...samples, ...past].entries()) {
    const id = `5a3b1e00-0005-4000-8000-${String(index + 1).padStart(12, '0')}`;
    const beginsAt = new Date(`${day}T09:00:00Z`);
    const endsAt = new Date(`${day}T14:00:00Z`);
    await saveEvent(em, id, { ...facts, beginsAt, endsAt, registerUntil: beginsAt }, 'SAMPLE');
  }
  return true;
}
