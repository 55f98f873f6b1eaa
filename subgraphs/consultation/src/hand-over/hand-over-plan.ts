import type { CaseFacts, NewEntry, PartChange, PartFact, Plan } from '../case-work/case-work.types.ts';
import { leadOf, proposalOf } from '../case-work/relations.ts';
import { the, toParticipants } from '../case-work/wording.ts';

/** What one case's hand-over changes: the parts of who leaves end, and the same parts begin for who takes over. */
export function planHandOver(facts: CaseFacts, leaving: readonly PartFact[], to: string | null): Plan {
  const told = announce(leaving, to);
  const moot = mootProposal(facts.parts, leaving, to);
  const ended = moot && !leaving.includes(moot) ? [...leaving, moot] : leaving;
  const begun = leaving.filter((part) => part !== moot);
  return {
    parts: [
      ...ended.map(({ id }): PartChange => ({ kind: 'END', id, state: 'ENDED', because: told })),
      ...begun.map(
        ({ association, role, state, inForce }): PartChange => ({
          ...{ kind: 'ADD', association, role, advisorId: to, inForce },
          state: state === 'ACCEPTED' ? 'ACCEPTED' : 'REQUESTED',
        }),
      ),
    ],
    entries: [told],
  };
}

/** The parts of a case that somebody has, is asked for or is proposed for. */
export function partsOfAdvisor({ parts }: CaseFacts, association: string, advisorId: string): readonly PartFact[] {
  return parts.filter((part) => part.association === association && part.advisorId === advisorId);
}

/** Whoever has accepted a part is a person; what nobody has accepted yet may lie with a team. */
export function mayLieWithTeam(parts: readonly PartFact[]): boolean {
  return parts.every(({ state }) => state === 'REQUESTED');
}

/** A proposal within one association that would offer the lead to who has it then. */
function mootProposal(parts: readonly PartFact[], leaving: readonly PartFact[], to: string | null): PartFact | null {
  const [lead, proposal] = [leadOf(parts), proposalOf(parts)];
  if (lead === null || proposal === null || lead.association !== proposal.association) return null;
  const after = (part: PartFact) => (leaving.includes(part) ? to : part.advisorId);
  return after(lead) === after(proposal) ? proposal : null;
}

/** The inquirer learns who leads, and nothing of who else has parts. */
function announce(leaving: readonly PartFact[], to: string | null): NewEntry {
  const [part] = leaving;
  if (part === undefined) throw new Error('a case in which who leaves has no part is not handed over');
  const { association } = part;
  if (leadOf(leaving) === null) {
    const text = `Im ${the(association).slice(4)} ist jetzt eine andere Person für den Fall zuständig.`;
    return toParticipants('PARTICIPATION', association, text);
  }
  const text =
    to === null
      ? `${the(association)} klärt, wer jetzt die Beratung leitet.`
      : `Im ${the(association).slice(4)} leitet jetzt eine andere Person die Beratung.`;
  return { kind: 'PARTICIPATION', visibility: 'INQUIRER', association, text };
}
