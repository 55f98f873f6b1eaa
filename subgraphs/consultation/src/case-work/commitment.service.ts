import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { CommitmentKind, MakeCommitmentInput, SettleCommitmentInput } from '../generated/resolvers.ts';
import { quoted } from '../routing/wording.ts';
import { readCaseInput } from './case-work.input.ts';
import type { Plan, Refusal } from './case-work.types.ts';
import type { CaseChanges } from './change.service.ts';
import { sentence } from './wording.ts';

/** A promise for a day that is further away is none. */
const longestYears = 2;

/** Zusagen und Termine: made, kept, dropped. */
export function createCommitmentWork({ change }: CaseChanges) {
  return {
    async makeCommitment(input: MakeCommitmentInput) {
      const { kind, dueAt: due, text, visibility, ...seen } = readCaseInput('commitment', input);
      const dueAt = new Date(due);
      return change('MAKE_COMMITMENT', seen, ({ actor: { association }, at }) => {
        refuseUnlikely(dueAt, at);
        return {
          commitment: { kind, dueAt },
          entries: [{ kind: 'COMMITMENT', visibility, association, text: `${announce[kind](dueAt)}: ${text}` }],
        };
      });
    },

    async settleCommitment(input: SettleCommitmentInput) {
      const { commitment: id, state, note, ...seen } = readCaseInput('commitmentState', input);
      return change('SETTLE_COMMITMENT', seen, async ({ facts }, turn): Promise<Plan | Refusal> => {
        const found = await turn.findCommitment(facts.id, id);
        if (found === null) throw badInput('input.commitment', 'Diese Zusage gibt es nicht.');
        const { state: before, visibility, association } = found;
        if (before !== 'OPEN') return { refused: 'Diese Zusage ist nicht mehr offen.' };
        const text = `${quoted(found.text)}: ${settled[state]}.${note ? ` ${sentence(note)}` : ''}`;
        return {
          commitmentState: { id, state },
          entries: [{ kind: 'COMMITMENT', visibility, association, text }],
        };
      });
    },
  };
}

const day = new Intl.DateTimeFormat('de-DE', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
const time = new Intl.DateTimeFormat('de-DE', { timeZone, hour: '2-digit', minute: '2-digit' });

const announce: Readonly<Record<CommitmentKind, (dueAt: Date) => string>> = {
  PROMISE: (dueAt) => `Zusage bis ${day.format(dueAt)}`,
  APPOINTMENT: (dueAt) => `Termin am ${day.format(dueAt)} um ${time.format(dueAt)} Uhr`,
};

const settled = { KEPT: 'erledigt', DROPPED: 'entfällt' } as const;

/** @throws Problem BAD_USER_INPUT for a moment that has passed or is too far away */
function refuseUnlikely(dueAt: Date, at: Date): void {
  const last = new Date(at);
  last.setUTCFullYear(at.getUTCFullYear() + longestYears);
  if (dueAt > at && dueAt <= last) return;
  throw badInput('input.dueAt', `Der Zeitpunkt liegt in der Zukunft, höchstens ${longestYears} Jahre entfernt.`);
}
