import type { RoutingOutcome } from '../generated/resolvers.ts';
import { collectPlaceFacts } from '../register/place-facts.ts';
import type { RegisterSnapshot } from '../register/register.snapshot.ts';
import type { GatheredFacts } from './routing.service.ts';
import { decide } from './routing.service.ts';
import type { AssociationCode, CaseFact, MembershipFact, RoutingDecision } from './routing.types.ts';

/** What routing knows besides the register, of all Kommunen that are asked for. */
export interface RoutingWorld {
  readonly memberships: readonly MembershipFact[];
  readonly cases: readonly CaseFact[];
  readonly knownDirectories: GatheredFacts['knownDirectories'];
}

/** How an inquiry of a Kommune, with no wish, is routed. */
export interface RoutingStand {
  readonly outcome: RoutingOutcome;
  readonly lead: AssociationCode | null;
  readonly informed: readonly AssociationCode[];
  readonly reasons: readonly string[];
}

/** Asks the rules for one Kommune, with its memberships as they are or as `change` makes them. */
export type AskPlainly = (
  ags: string,
  change?: (memberships: readonly MembershipFact[]) => readonly MembershipFact[],
) => RoutingStand;

/** Asks the rules of routing the plain inquiry: a Kommune asks for itself, wishes for nobody, on one day. */
export function createPlainAsk(register: RegisterSnapshot, world: RoutingWorld, today: string): AskPlainly {
  const membershipsOf = Map.groupBy(world.memberships, ({ ags }) => ags);
  const casesOf = Map.groupBy(world.cases, ({ ags }) => ags);
  return (ags, change = (memberships) => memberships) => {
    const place = { by: 'AGS', value: ags } as const;
    const places = collectPlaceFacts(register, place, []);
    const keys = places.kommunen.map((kommune) => kommune.ags);
    const facts: GatheredFacts = {
      ...places,
      knownDirectories: world.knownDirectories,
      memberships: change(keys.flatMap((key) => membershipsOf.get(key) ?? [])),
      cases: keys.flatMap((key) => casesOf.get(key) ?? []),
      // Who advises within the association is another question.
      advisors: [],
    };
    return toStand(decide({ ...plainInquiry, place, on: today }, facts));
  };
}

/** Whether two stands differ in who leads or is informed. */
export function isSameStand(one: RoutingStand, other: RoutingStand): boolean {
  return signatureOf(one) === signatureOf(other);
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
