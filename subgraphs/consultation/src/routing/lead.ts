import { chooseOfBoth } from './both-memberships.ts';
import { type Memberships, membershipsOf } from './memberships.ts';
import * as say from './reasons.ts';
import type { AssociationCode, KommuneFact, RoutingFacts, RoutingInquiry, Step } from './routing.types.ts';

export interface LeadFinding {
  /** Null: no rule names an association, so the coordinators decide (rule 8). */
  readonly lead: AssociationCode | null;
  /** Told of the case without its content, unless the case gives them a stronger role. */
  readonly informed: readonly AssociationCode[];
  readonly steps: readonly Step[];
}

type Question = Pick<RoutingInquiry, 'reach' | 'wish' | 'on'>;
type Facts = Pick<RoutingFacts, 'memberships' | 'cases'>;

/** A wish that the lead does not meet is answered; one that it meets needs no word. */
function ignoredWish(
  rule: 3 | 5 | 6,
  lead: AssociationCode,
  { wish }: Question,
  kommune: KommuneFact,
): readonly Step[] {
  return wish === null || wish === lead ? [] : say.wishNotPossible(rule, wish, kommune);
}

/** Rule 3. */
function leadOfLandkreis(kommune: KommuneFact, question: Question): LeadFinding | null {
  if (kommune.kind !== 'LANDKREIS' && question.reach !== 'LANDKREIS') return null;
  const why = kommune.kind === 'LANDKREIS' ? say.landkreisLeads(kommune) : say.reachLandkreis(kommune);
  return {
    lead: 'LANDKREISTAG',
    informed: [],
    steps: [...why, ...ignoredWish(3, 'LANDKREISTAG', question, kommune)],
  };
}

/** Rule 5: also for the tasks of a Kreis, and whatever the memberships say. */
function leadOfStadtkreis(kommune: KommuneFact, question: Question): LeadFinding | null {
  if (kommune.kind !== 'STADTKREIS') return null;
  const why = question.reach === 'LANDKREIS' ? say.stadtkreisAsKreis(kommune) : say.stadtkreis(kommune);
  return { lead: 'STAEDTETAG', informed: [], steps: [...why, ...ignoredWish(5, 'STAEDTETAG', question, kommune)] };
}

/** Rule 7. */
function leadOfBoth(kommune: KommuneFact, memberships: Memberships, question: Question, facts: Facts): LeadFinding {
  const { wish, on } = question;
  const { active, preferred } = memberships;
  const { lead, steps } = chooseOfBoth({ kommune, active, preferred, wish, cases: facts.cases, on });
  const refused = wish === null || active.includes(wish) ? [] : say.wishNotPossible(7, wish, kommune);
  return {
    lead,
    informed: active.filter((association) => association !== lead),
    steps: [...say.bothMemberships(kommune, active, on), ...refused, ...steps],
  };
}

/** Rules 6, 7 and 8. */
function leadByMembership(kommune: KommuneFact, question: Question, facts: Facts): LeadFinding {
  const { wish, on } = question;
  const memberships = membershipsOf(kommune, facts.memberships, on);
  const resting = (rule: 6 | 8) => memberships.dormant.flatMap((association) => say.dormant(rule, association));

  const [first, ...others] = memberships.active;
  if (first === undefined) {
    const known = wish === null ? [] : say.wishForCoordinators(8, wish);
    return { lead: null, informed: [], steps: [...resting(8), ...say.noMembership(kommune, on), ...known] };
  }
  if (others.length > 0) return leadOfBoth(kommune, memberships, question, facts);

  const why = [...say.onlyMembership(kommune, first, on), ...resting(6)];
  return { lead: first, informed: [], steps: [...why, ...ignoredWish(6, first, question, kommune)] };
}

/** A rule: what it finds for a Kommune, null where it has nothing to say about it. */
export type LeadRule = (kommune: KommuneFact, question: Question, facts: Facts) => LeadFinding | null;

/** The rules in the order in which they are asked; the first that answers decides. A further association's rule is a line here. */
export const leadRules: readonly LeadRule[] = [leadOfStadtkreis, leadOfLandkreis, leadByMembership];

/** Rules 3 and 5 to 8 for one Kommune: which association leads, and why. */
export function findLead(
  kommune: KommuneFact,
  question: Question,
  facts: Facts,
  rules: readonly LeadRule[] = leadRules,
): LeadFinding {
  for (const rule of rules) {
    const found = rule(kommune, question, facts);
    if (found !== null) return found;
  }
  throw new Error('the last rule has an answer for every Kommune');
}
