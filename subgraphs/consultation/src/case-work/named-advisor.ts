import type { AssociationCode } from '../generated/resolvers.ts';
import { names } from '../routing/keys.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import type { CaseFacts, Refusal } from './case-work.types.ts';

/** What keeps an advisor from working on a case; null where nothing does. */
export async function obstacleToAdvisor(
  turn: Pick<CaseTurn, 'findAdvisor'>,
  { kommunen }: Pick<CaseFacts, 'kommunen'>,
  association: AssociationCode,
  advisorId: string,
): Promise<Refusal | null> {
  const advisor = await turn.findAdvisor(association, advisorId);
  if (advisor === null) {
    return { refused: 'Diese Beraterin oder diesen Berater gibt es in dem Verband nicht.', missing: ['advisor'] };
  }
  if (!advisor.active) return { refused: 'Diese Person berät zurzeit nicht.', missing: ['advisor'] };
  if (kommunen.some((ags) => names(advisor.conflicts, ags))) {
    return { refused: 'Diese Person ist bei einer der Kommunen befangen.', missing: ['advisor'] };
  }
  return null;
}

/** Whether somebody still advises: they may have left since a case was given to them. */
export async function stillAdvises(
  turn: Pick<CaseTurn, 'findAdvisor'>,
  association: AssociationCode,
  advisorId: string | null,
): Promise<boolean> {
  return advisorId !== null && (await turn.findAdvisor(association, advisorId))?.active === true;
}
