import type { GatheredFacts } from '../../routing/routing.service.ts';
import { decide } from '../../routing/routing.service.ts';
import type { CaseFact, MembershipFact, RoutingDecision } from '../../routing/routing.types.ts';
import { collectPlaceFacts } from '../place-facts.ts';
import type { RegisterSnapshot } from '../register.snapshot.ts';
import type { RoutingShift, RoutingStand } from './register-import.types.ts';

/** What routing knows besides the register, of all Kommunen. */
export interface RoutingWorld {
  readonly memberships: readonly MembershipFact[];
  readonly cases: readonly CaseFact[];
  readonly knownDirectories: GatheredFacts['knownDirectories'];
}

/**
 * The Kommunen whose inquiries would be led or accompanied by others, found by asking the rules of routing twice: with the register
 * as it is and as it would be. The inquiry is the plain one: a Kommune asks for itself, wishes for nobody, today.
 */
export function findRoutingShifts(
  before: RegisterSnapshot,
  after: RegisterSnapshot,
  world: RoutingWorld,
  today: string,
): readonly Omit<RoutingShift, 'openCases'>[] {
  const askBefore = createAsk(before, world, today);
  const askAfter = createAsk(after, world, today);
  return after.kommunen.flatMap(({ ags, name }) => {
    const was = before.findKommune(ags) === null ? null : askBefore(ags);
    const is = askAfter(ags);
    return was !== null && signatureOf(was) === signatureOf(is) ? [] : [{ ags, name, before: was, after: is }];
  });
}

function createAsk(register: RegisterSnapshot, world: RoutingWorld, today: string): (ags: string) => RoutingStand {
  const membershipsOf = Map.groupBy(world.memberships, ({ ags }) => ags);
  const casesOf = Map.groupBy(world.cases, ({ ags }) => ags);
  return (ags) => {
    const place = { by: 'AGS', value: ags } as const;
    const places = collectPlaceFacts(register, place, []);
    const keys = places.kommunen.map((kommune) => kommune.ags);
    const facts: GatheredFacts = {
      ...places,
      knownDirectories: world.knownDirectories,
      memberships: keys.flatMap((key) => membershipsOf.get(key) ?? []),
      cases: keys.flatMap((key) => casesOf.get(key) ?? []),
      // Who advises within the association is another question.
      advisors: [],
    };
    return toStand(decide({ ...plainInquiry, place, on: today }, facts));
  };
}

const plainInquiry = {
  furtherPlaces: [],
  reach: 'KOMMUNE',
  inquirerKind: 'KOMMUNE',
  topics: [],
  wish: null,
  consentToInformKommune: false,
} as const;

/** Rule 9 chooses the advisor: its sentences are left out. */
function toStand({ outcome, lead, participations, reasons, rules }: RoutingDecision): RoutingStand {
  return {
    outcome,
    lead,
    informed: participations.filter(({ role }) => role === 'INFORMED').map(({ association }) => association),
    reasons: reasons.filter((_reason, index) => (rules[index] ?? 0) < 9),
  };
}

function signatureOf({ outcome, lead, informed }: RoutingStand): string {
  return JSON.stringify([outcome, lead, informed]);
}
