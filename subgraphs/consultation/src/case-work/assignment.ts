import type { AssociationCode } from '../generated/resolvers.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import type { PartChange, PartFact, Plan, Refusal, Scene } from './case-work.types.ts';
import { obstacleToAdvisor, stillAdvises } from './named-advisor.ts';
import { partOf } from './relations.ts';
import { the, toInquirer, toParticipants } from './wording.ts';

/** Gives a case in triage to an association, or a part of an association to one of its advisors. */
export async function assignCase(
  scene: Scene,
  turn: CaseTurn,
  association: AssociationCode | null | undefined,
  advisorId: string | null,
): Promise<Plan | Refusal> {
  if (scene.row.to === 'ASSIGNED') return assignLead(scene, turn, association ?? null, advisorId);
  const own = partOf(scene.facts.parts, scene.actor.association);
  if (own === null) throw new Error('a team lead whose association has no part may assign');
  if (association && association !== own.association) {
    return { refused: 'Sie können nur in Ihrem eigenen Verband zuweisen.', missing: ['association'] };
  }
  if (advisorId === null) return { refused: 'Bitte nennen Sie, wer den Fall übernimmt.', missing: ['advisor'] };
  if (advisorId === own.advisorId) return { refused: 'Diese Person hat den Fall schon.', missing: ['advisor'] };
  const obstacle = await obstacleToAdvisor(turn, scene.facts, own.association, advisorId);
  return obstacle ?? nameAdvisor(scene, turn, own, advisorId);
}

/** The coordinators decide who leads. */
async function assignLead(
  { facts }: Scene,
  turn: CaseTurn,
  association: AssociationCode | null,
  advisorId: string | null,
): Promise<Plan | Refusal> {
  if (association === null) {
    return { refused: 'Bitte nennen Sie den Verband, der den Fall leiten soll.', missing: ['association'] };
  }
  const obstacle = advisorId && (await obstacleToAdvisor(turn, facts, association, advisorId));
  if (obstacle) return obstacle;
  const former = partOf(facts.parts, association);
  return {
    parts: [
      ...(former ? [{ kind: 'END', id: former.id, state: 'ENDED' } as const] : []),
      { kind: 'ADD', association, role: 'LEAD', state: 'REQUESTED', advisorId, inForce: true },
    ],
    entries: [toInquirer(`Zugewiesen: ${the(association)} leitet die Beratung.`)],
  };
}

/** A lead that has been accepted moves by a proposal, unless nobody is there any more who could answer for the case. */
async function nameAdvisor(
  { facts }: Scene,
  turn: CaseTurn,
  own: PartFact,
  advisorId: string,
): Promise<Plan | Refusal> {
  const { association, role, state } = own;
  const accepted = role === 'LEAD' && state === 'ACCEPTED';
  if (accepted && (await stillAdvises(turn, association, own.advisorId))) {
    return {
      refused: 'Die Federführung wechselt erst, wenn die neue Person zustimmt. Bitte schlagen Sie die Abgabe vor.',
    };
  }
  const text = `Im ${the(association).slice(4)} ist jetzt eine andere Person für den Fall zuständig.`;
  const entries: Plan['entries'] = [toParticipants('PARTICIPATION', association, text)];
  if (role !== 'LEAD' || own.advisorId === null) {
    return { parts: [{ kind: 'NAME', id: own.id, advisorId }], entries };
  }
  const next: PartChange = {
    kind: 'ADD',
    association,
    role,
    state: facts.status === 'ASSIGNED' ? 'REQUESTED' : 'ACCEPTED',
    advisorId,
    inForce: true,
  };
  return { parts: [{ kind: 'END', id: own.id, state: 'ENDED', because: entries[0] }, next], entries };
}
