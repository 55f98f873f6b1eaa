import { associationCodes } from '../association/associations.ts';
import { chooseAdvisor, topicLevel } from './advisor-choice.ts';
import { createDecision, participationsOf } from './decision.ts';
import { checkFurtherPlaces } from './further-places.ts';
import { findCoAdvice } from './joint.ts';
import { findLead } from './lead.ts';
import { checkPlace, type PlaceFinding } from './place.ts';
import * as say from './reasons.ts';
import { createKeyReader } from './register.ts';
import type {
  AssociationCode,
  InquirerKind,
  KommuneFact,
  Owner,
  RoutingDecision,
  RoutingFacts,
  RoutingInquiry,
  Step,
} from './routing.types.ts';
import { type Scene, settleScene } from './scene.ts';

/** An inquiry whose places are read: what all rules from 1 on work with. */
interface Situation {
  readonly inquiry: RoutingInquiry;
  readonly facts: RoutingFacts;
  readonly scene: Scene;
  readonly unknownKeys: readonly string[];
  /** What rule 0 said. */
  readonly steps: readonly Step[];
}

const COORDINATORS: Owner = { kind: 'COORDINATORS' };
/** Who asks for a Kommune; everybody else is an interested party. */
const MUNICIPAL: ReadonlySet<InquirerKind> = new Set(['KOMMUNE', 'LANDKREIS', 'MUNICIPAL_ALLIANCE']);

/** Whether the Kommune may learn of such an inquirer's inquiry only with their consent. */
export const isInterestedParty = (kind: InquirerKind): boolean => !MUNICIPAL.has(kind);

/** Rule 0 where it ends the matter: no case comes into being, so nobody owns one. A referral says where to turn. */
function stop(place: PlaceFinding, unknownFurther: readonly string[]): RoutingDecision | null {
  switch (place.kind) {
    case 'AMBIGUOUS_PLACE':
      return createDecision(
        { outcome: place.kind, owner: null, choices: place.choices.map(({ ags }) => ags), unknownKeys: unknownFurther },
        place.steps,
      );
    case 'REFUSED':
      return createDecision(
        { outcome: place.kind, owner: null, unknownKeys: [...place.unknownKeys, ...unknownFurther] },
        place.steps,
      );
    case 'REFERRED':
      return createDecision({ outcome: place.kind, owner: null, unknownKeys: unknownFurther }, place.steps);
    default:
      return null;
  }
}

/** What every case has in common, whoever leads it. */
function caseOf({ inquiry, scene, unknownKeys }: Situation) {
  return {
    seat: scene.seat?.ags ?? null,
    concerns: scene.concerns,
    informKommune: scene.seat !== null && isInterestedParty(inquiry.inquirerKind) && inquiry.consentToInformKommune,
    unknownKeys,
  };
}

/** Triage by the coordinators: by rule 2, by rule 1, or because rule 0 left open which Kommune is meant. */
function triage(situation: Situation, rule: 0 | 1 | 2): RoutingDecision {
  const { wish, reach } = situation.inquiry;
  const informed = reach === 'LAND' ? associationCodes : [];
  const why = { 0: [], 1: say.noPlace(), 2: say.landWide(associationCodes) }[rule];
  return createDecision(
    {
      ...caseOf(situation),
      outcome: 'TRIAGE',
      owner: COORDINATORS,
      participations: participationsOf({ LEAD: [], CO_ADVICE: [], INFORMED: informed }),
    },
    [...situation.steps, ...why, ...(wish === null ? [] : say.wishForCoordinators(rule, wish))],
  );
}

/** Rule 9, with its sentence. Nobody free: the team owns the case, so that somebody always does. */
function findOwner({ inquiry, facts, scene }: Situation, seat: KommuneFact, association: AssociationCode) {
  const { topics, on } = inquiry;
  const focus = scene.focus ?? seat.ags;
  const choice = chooseAdvisor({ association, focus, concerns: scene.concerns, topics, on }, facts.advisors);
  if (choice === null) {
    return { owner: { kind: 'TEAM', association } satisfies Owner, steps: say.teamQueue(association) };
  }
  const { advisor, deputises } = choice;
  return {
    owner: { kind: 'ADVISOR', association, id: advisor.id } satisfies Owner,
    steps: deputises ? say.deputy(association) : say.advisor(association, seat, topicLevel(advisor, topics) > 0),
  };
}

/** Rules 3 to 8 for a settled seat: all parts, and the sentences for them in the order of the rules. */
function findParts({ inquiry, facts, scene }: Situation, seat: KommuneFact) {
  const { lead, informed, steps } = findLead(seat, inquiry, facts);
  const joint = findCoAdvice(seat, scene.others, lead, inquiry.on, facts);
  const participations = participationsOf({
    LEAD: lead === null ? [] : [lead],
    CO_ADVICE: joint.coAdvice,
    INFORMED: [...informed, ...joint.informed],
  });
  // Only now is it known who is no more than informed: another Kommune may have raised the role.
  const onlyInformed = participations.filter(({ role }) => role === 'INFORMED').map(({ association }) => association);
  return {
    lead,
    participations,
    steps: [...steps, ...joint.steps, ...onlyInformed.flatMap(say.informedWithoutContent)],
  };
}

/** Rules 3 to 9 for a settled seat. */
function routeSeat(situation: Situation, seat: KommuneFact): RoutingDecision {
  const { inquiry, scene } = situation;
  const { lead, participations, steps } = findParts(situation, seat);
  const owned = lead === null ? { owner: COORDINATORS, steps: [] } : findOwner(situation, seat, lead);

  return createDecision(
    { ...caseOf(situation), outcome: lead === null ? 'TRIAGE' : 'ASSIGNED', lead, participations, owner: owned.owner },
    [
      ...situation.steps,
      ...(isInterestedParty(inquiry.inquirerKind) ? say.interestedParty(seat) : []),
      ...scene.steps,
      ...steps,
      ...owned.steps,
    ],
  );
}

/**
 * Who leads, who takes part, who answers, and why: rules 0 to 9 of docs/decisions/0003-routing.md.
 *
 * Pure and total: the same inquiry and facts give the same decision, in whatever order the rows come, and it never throws.
 * A trial run and a submission call it alike; only `informKommune` depends on the consent.
 *
 * @param inquiry what came in; that at most one kind of place was given and that days are real days is checked before
 * @param facts what was looked up for it, see `RoutingFacts`
 */
export function route(inquiry: RoutingInquiry, facts: RoutingFacts): RoutingDecision {
  const readKey = createKeyReader(facts, inquiry.on);
  const place = checkPlace(inquiry.place, facts.placeMatches, readKey);
  const further = checkFurtherPlaces(inquiry.furtherPlaces, readKey);
  const stopped = stop(place, further.unknownKeys);
  if (stopped !== null) return stopped;

  const scene = settleScene(inquiry, place, further);
  const { unknownKeys } = further;
  const situation: Situation = { inquiry, facts, scene, unknownKeys, steps: [...place.steps, ...further.steps] };

  // Rule 2 goes before rule 1: whoever asks for the whole Land has no place to name.
  if (inquiry.reach === 'LAND') return triage(situation, 2);
  if (place.kind === 'UNCLEAR') return triage(situation, 0);
  return scene.seat === null ? triage(situation, 1) : routeSeat(situation, scene.seat);
}
