import { hasRole, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { associationOf } from '../policy.ts';
import type { Actor, PartFact } from './case-work.types.ts';
import type { Relation } from './transitions.ts';

/** What the service does by itself. */
export const system: Actor = { subject: 'system', association: null, advisorId: null, relations: ['SYSTEM'] };

/** Who asked, by the link to their inquiry. */
export const inquirer: Actor = { subject: 'inquirer', association: null, advisorId: null, relations: ['INQUIRER'] };

/** What a viewer is to a case, by their roles and by their association's parts in it. */
export function relationsOf(viewer: Viewer, parts: readonly PartFact[]): readonly Relation[] {
  const own = associationOf(viewer);
  const found = new Set<Relation>();
  if (hasRole(viewer, 'coordinator')) found.add('COORDINATOR');
  for (const part of parts.filter(({ association }) => association === own)) {
    const relations = relationsByPart(part);
    if (relations === null) continue;
    if (hasRole(viewer, 'advisor') && part.advisorId !== null && part.advisorId === viewer.advisorId) {
      found.add(relations.advisor);
    }
    if (hasRole(viewer, 'team_lead')) found.add(relations.team);
  }
  return [...found];
}

/** Null for who is only informed: they are nothing to the case. */
function relationsByPart({ role, state, inForce }: PartFact): { advisor: Relation; team: Relation } | null {
  if (role === 'INFORMED') return null;
  if (role === 'LEAD') {
    return inForce
      ? { advisor: 'LEAD_ADVISOR', team: 'LEAD_TEAM' }
      : { advisor: 'PROPOSED_ADVISOR', team: 'PROPOSED_TEAM' };
  }
  return state === 'ACCEPTED'
    ? { advisor: 'CO_ADVISOR', team: 'CO_TEAM' }
    : { advisor: 'ASKED_ADVISOR', team: 'ASKED_TEAM' };
}

/** The part of the association that leads; null in triage. */
export function leadOf(parts: readonly PartFact[]): PartFact | null {
  return parts.find(({ role, inForce }) => role === 'LEAD' && inForce) ?? null;
}

/** The lead that is proposed and has not accepted yet. */
export function proposalOf(parts: readonly PartFact[]): PartFact | null {
  return parts.find(({ role, inForce }) => role === 'LEAD' && !inForce) ?? null;
}

/** A request for co-advice, or an offer of the lead, that nobody has answered yet. */
export function isUnanswered({ role, state, inForce }: PartFact): boolean {
  return state === 'REQUESTED' && (role === 'CO_ADVICE' || !inForce);
}

/** The part of an association that is in force. */
export function partOf(parts: readonly PartFact[], association: string | null): PartFact | null {
  return parts.find((part) => part.inForce && part.association === association) ?? null;
}
