import type { CaseStatus } from '../generated/resolvers.ts';
import type { AssociationCode } from '../routing/routing.types.ts';
import type { Random } from './random.ts';
import type { StoryEvent, StoryParts } from './sample-story.ts';
import { consultations, contacts, endings, notes, reasonsOf } from './sample-texts.ts';

/** A consultation that begins at a place of the time line. */
export interface ConsultationParts extends StoryParts {
  readonly begin: number;
  /** The association that leads. */
  readonly association: AssociationCode;
}

const workingDaysOfThreeYears = 760;

/** Some questions are answered in a few days; most go on for months. */
function drawLength(random: Random): number {
  const length = random.chance(0.25) ? random.duration(4, 0.7) : random.duration(125, 0.9);
  return Math.min(Math.max(length, 0.3), 560);
}

/** The first answer, contacts, perhaps a time of waiting, the end, and what may come after; in no order. */
export function tellConsultation(parts: ConsultationParts): readonly StoryEvent[] {
  const { random, begin, association } = parts;
  const length = drawLength(random);
  const waiting = tellWaiting(random, begin, length);
  return [
    ...tellContacts(random, begin, length),
    ...(random.chance(0.4) ? [tellNote(random, begin, length, association)] : []),
    ...waiting,
    ...tellEnd(parts, begin + length, waiting.length === 1),
  ];
}

function statusAt(place: number, to: CaseStatus, text: string, reason?: string): StoryEvent {
  return { place, kind: 'STATUS', to, text, ...(reason !== undefined && { reason }) };
}

function tellContacts(random: Random, begin: number, length: number): StoryEvent[] {
  const answered = begin + Math.min(random.duration(0.5, 1.1), length * 0.8);
  const often = Math.min(1 + Math.floor((length / 22) * (0.5 + random.next())), 9);
  return [
    {
      ...{ place: answered, kind: 'CONTACT', visibility: 'INQUIRER', minutes: 15 + 5 * random.below(7) },
      text: 'Erste Antwort an die Anfragenden.',
    },
    ...Array.from({ length: often }, (): StoryEvent => {
      const place = Math.max(begin + length * (0.1 + 0.85 * random.next()), answered);
      const shown = random.chance(0.75);
      return {
        ...{ place, kind: 'CONTACT', minutes: 20 + 10 * random.below(12) },
        visibility: shown ? 'INQUIRER' : 'PARTICIPANTS',
        text: random.pick(shown ? contacts : consultations),
      };
    }),
  ];
}

function tellNote(random: Random, begin: number, length: number, association: AssociationCode): StoryEvent {
  return { place: begin + length * random.next(), kind: 'NOTE', association, text: random.pick(notes) };
}

/** Nothing, a time of waiting, or one that nothing but the end comes after. */
function tellWaiting(random: Random, begin: number, length: number): StoryEvent[] {
  if (length < 15 || !random.chance(0.35)) return [];
  const from = begin + length * (0.3 + 0.3 * random.next());
  const waits = statusAt(from, 'WAITING_FOR_INQUIRER', 'Wir warten auf eine Rückmeldung.');
  if (random.chance(0.2)) return [waits];
  const until = Math.min(from + random.duration(9, 0.7), begin + length * 0.9);
  return [waits, statusAt(until, 'IN_CONSULTATION', 'Die Rückmeldung ist da, die Beratung geht weiter.')];
}

function tellEnd({ random, mayRepeat, anonymousBefore }: ConsultationParts, end: number, waits: boolean): StoryEvent[] {
  const drawn = random.weighted([
    ['CLOSED', 90],
    ['WITHDRAWN', 4.5],
    ['REFERRED', 3],
    ['DUPLICATE', 1.5],
    ['DECLINED', 1],
  ] as const);
  const last = drawn === 'DUPLICATE' && !mayRepeat ? 'CLOSED' : drawn;
  if (last !== 'CLOSED') return [statusAt(end, last, endings[last], random.pick(reasonsOf[last]))];
  const why = waits ? 'Die Beratung ist abgeschlossen, weil keine Rückmeldung mehr kam.' : endings.CLOSED;
  const again = random.chance(0.025) ? tellReopening(random, end) : [];
  const closed = again.at(-1)?.place ?? end;
  const reason = 'Die Aufbewahrungsfrist ist abgelaufen.';
  const gone = statusAt(closed + workingDaysOfThreeYears, 'ANONYMISED', 'Der Fall wurde anonymisiert.', reason);
  return [statusAt(end, 'CLOSED', why), ...again, ...(closed < anonymousBefore ? [gone] : [])];
}

/** Within 90 days a closed case can go on. */
function tellReopening(random: Random, closed: number): StoryEvent[] {
  const again = closed + Math.min(random.duration(20, 0.5), 58);
  return [
    statusAt(again, 'IN_CONSULTATION', 'Die Beratung wurde wieder aufgenommen.'),
    statusAt(again + random.duration(15, 0.6), 'CLOSED', endings.CLOSED),
  ];
}
