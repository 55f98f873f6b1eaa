import { until } from '../notification/message.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import type { Scene } from './case-work.types.ts';
import { type ChangeOutcome, changeInTurn } from './change.service.ts';
import { leadOf, system } from './relations.ts';
import { the, toInquirer, toParticipants } from './wording.ts';

/** Gives a case back to the coordinators that was not accepted in time. Refused where it has been, or is not due yet. */
export function returnToTriage(turn: CaseTurn, found: Pick<Scene, 'facts' | 'at'>): Promise<ChangeOutcome> {
  return changeInTurn(turn, 'TIME_OUT', { ...found, actor: system }, ({ facts: { parts, dueAt }, at }) => {
    const lead = leadOf(parts);
    if (lead === null) throw new Error('an assigned case has no lead');
    if (dueAt === null || dueAt > at) return { refused: 'Die Frist zur Annahme läuft noch.' };
    const { id, association } = lead;
    const reason = `Der Fall wurde nicht${until(dueAt.toISOString())} angenommen.`;
    const told = toParticipants('PARTICIPATION', null, `${the(association)}: ${reason}`);
    return {
      reason,
      parts: [{ kind: 'END', id, state: 'ENDED', because: told }],
      entries: [told, toInquirer('Die Koordination klärt neu, wer die Beratung übernimmt.')],
    };
  });
}
