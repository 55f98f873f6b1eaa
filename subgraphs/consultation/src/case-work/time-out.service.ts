import type { CaseChangeParts, ChangeOutcome } from './change.service.ts';
import { createSystemChanges } from './change.service.ts';
import { leadOf } from './relations.ts';
import { the, toInquirer, toParticipants } from './wording.ts';

/** What the clock does with cases that nobody accepts. */
export function createTimeOut(parts: Pick<CaseChangeParts, 'turns' | 'now'>) {
  const { change } = createSystemChanges(parts);
  return {
    /** Gives a case back to the coordinators that was not accepted in time. Refused where it has been, or is not due yet. */
    returnToTriage: (caseId: string): Promise<ChangeOutcome> =>
      change('TIME_OUT', caseId, ({ facts, at }) => {
        const lead = leadOf(facts.parts);
        if (lead === null) throw new Error('an assigned case has no lead');
        if (facts.dueAt === null || facts.dueAt > at) return { refused: 'Die Frist zur Annahme läuft noch.' };
        const { id, association } = lead;
        const reason = 'Der Fall wurde nicht innerhalb von zwei Arbeitstagen angenommen.';
        const told = toParticipants('PARTICIPATION', null, `${the(association)}: ${reason}`);
        return {
          reason,
          parts: [{ kind: 'END', id, state: 'ENDED', because: told }],
          entries: [told, toInquirer('Die Koordination klärt neu, wer die Beratung übernimmt.')],
        };
      }),
  };
}
