import type { CaseStatus } from '../generated/resolvers.ts';
import type { AssociationCode } from '../routing/routing.types.ts';
import { association as nameOf } from '../routing/wording.ts';
import type { Random } from './random.ts';
import type { Visibility } from './sample.types.ts';
import { tellConsultation } from './sample-consultation.ts';
import { declineReasons, endings, reasonsOf, receipts } from './sample-texts.ts';

/** Who has a case to lead; without an advisor where nobody was free. */
export interface Leader {
  readonly association: AssociationCode;
  readonly advisorId: string | null;
}

/** Something that happened to a case, at a place of the time line. */
export type StoryEvent = { readonly place: number } & (
  | {
      readonly kind: 'STATUS';
      readonly to: CaseStatus;
      readonly lead?: Leader;
      readonly reason?: string;
      readonly text: string;
    }
  | { readonly kind: 'CONTACT'; readonly visibility: Visibility; readonly minutes: number; readonly text: string }
  | { readonly kind: 'NOTE'; readonly association: AssociationCode; readonly text: string }
);

/** What a story is told from. */
export interface StoryParts {
  readonly random: Random;
  readonly start: number;
  readonly channel: keyof typeof receipts;
  /** By the rules of routing; null where the coordinators decide, who then take `second`. */
  readonly first: Leader | null;
  /** Whom the coordinators choose: in triage, or when the first one says no. */
  readonly second: () => Leader;
  /** Whether there is an earlier case that this one could repeat. */
  readonly mayRepeat: boolean;
  /** Cases closed before this place have been made anonymous since, three years after. */
  readonly anonymousBefore: number;
}

/** Tells a case from its receipt to its end, however long that takes; in the order of time. */
export function tellStory(parts: StoryParts): readonly StoryEvent[] {
  const teller = createTeller(parts);
  const lead = findLead(parts, teller);
  if (lead === null || endsEarly(parts, teller)) return teller.told;
  // Who has not accepted after two working days has lost the case to the coordinators.
  teller.pass(0.35, 0.9, 1.95);
  teller.status('IN_CONSULTATION', 'Die Beratung hat begonnen.');
  const rest = tellConsultation({ ...parts, begin: teller.now(), association: lead.association });
  return [...teller.told, ...rest.toSorted((a, b) => a.place - b.place)];
}

type Teller = ReturnType<typeof createTeller>;

/** Writes down what happens while time passes. */
function createTeller({ random, start }: StoryParts) {
  const told: StoryEvent[] = [];
  let place = start;
  const status = (to: CaseStatus, text: string, rest: { lead?: Leader; reason?: string } = {}) => {
    told.push({ place, kind: 'STATUS', to, text, ...rest });
  };
  return {
    told,
    status,
    now: () => place,
    pass: (median: number, spread: number, most: number) => {
      place += Math.min(random.duration(median, spread), most);
    },
    end: (to: keyof typeof reasonsOf) => status(to, endings[to], { reason: random.pick(reasonsOf[to]) }),
    assign: (lead: Leader): Leader => {
      status('ASSIGNED', `Zugewiesen: Der ${nameOf(lead.association)} leitet die Beratung.`, { lead });
      return lead;
    },
  };
}

/** From the receipt to the one who will accept; null where the coordinators end the case. */
function findLead({ random, channel, first, second }: StoryParts, teller: Teller): Leader | null {
  teller.status('RECEIVED', receipts[channel]);
  // Only the form is routed at once; what is written down by hand waits a little.
  if (channel !== 'WEB') teller.pass(0.2, 0.8, 1.2);
  if (first === null) {
    teller.status('IN_TRIAGE', 'Die Koordination klärt, wer die Beratung übernimmt.');
    teller.pass(0.8, 0.7, 4);
    const ending = random.weighted([
      [null, 88],
      ['REFERRED', 6],
      ['DECLINED', 4],
      ['WITHDRAWN', 2],
    ] as const);
    if (ending !== null) {
      teller.end(ending);
      return null;
    }
  }
  const lead = teller.assign(first ?? second());
  return random.chance(0.05) ? giveBack(random, teller, second) : lead;
}

function giveBack(random: Random, teller: Teller, second: () => Leader): Leader {
  const reason = random.pick(declineReasons);
  teller.pass(0.7, 0.6, 1.9);
  teller.status('IN_TRIAGE', `Die Zuweisung wurde zurückgegeben: ${reason}`, { reason });
  teller.pass(0.6, 0.6, 3);
  return teller.assign(second());
}

/** Some find their answer elsewhere before anybody has accepted. */
function endsEarly({ random, mayRepeat }: StoryParts, teller: Teller): boolean {
  if (!random.chance(0.03)) return false;
  teller.pass(0.5, 0.5, 1.9);
  teller.end(mayRepeat && random.chance(0.6) ? 'DUPLICATE' : 'WITHDRAWN');
  return true;
}
