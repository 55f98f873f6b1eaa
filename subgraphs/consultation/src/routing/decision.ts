import { associationCodes } from '../association/associations.ts';
import type {
  AssociationCode,
  ParticipationRole,
  ProposedParticipation,
  RoutingDecision,
  Step,
} from './routing.types.ts';

/** From the strongest to the weakest: an association that comes up twice keeps the stronger role. */
const ROLES: readonly ParticipationRole[] = ['LEAD', 'CO_ADVICE', 'INFORMED'];

/** Each association once, in its strongest role; by role, then in the order of the associations. */
export function participationsOf(
  proposed: Readonly<Record<ParticipationRole, readonly AssociationCode[]>>,
): ProposedParticipation[] {
  const strongest = (association: AssociationCode) => ROLES.find((role) => proposed[role].includes(association));
  return ROLES.flatMap((role) =>
    associationCodes
      .filter((association) => strongest(association) === role)
      .map((association) => ({ association, role })),
  );
}

/** Two places can come to the same sentence (both once Kommunen that ended in a third); nobody wants to read it twice. */
function withoutRepeats(steps: readonly Step[]): Step[] {
  const reasons = steps.map(({ reason }) => reason);
  return steps.filter(({ reason }, index) => reasons.indexOf(reason) === index);
}

/** A decision is what differs from „nobody and nothing“; outcome, steps and owner are always said. */
export function createDecision(
  decided: Pick<RoutingDecision, 'outcome' | 'owner'> & Partial<RoutingDecision>,
  steps: readonly Step[],
): RoutingDecision {
  const said = withoutRepeats(steps);
  return {
    seat: null,
    concerns: [],
    lead: null,
    participations: [],
    choices: [],
    informKommune: false,
    unknownKeys: [],
    ...decided,
    advisor:
      decided.owner?.kind === 'ADVISOR' ? { association: decided.owner.association, id: decided.owner.id } : null,
    reasons: said.map(({ reason }) => reason),
    rules: said.map(({ rule }) => rule),
  };
}
