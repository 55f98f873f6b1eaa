import type {
  AcceptLeadInput,
  AssignAdvisorInput,
  DeclineCaseInput,
  ProposeLeadInput,
} from '../generated/resolvers.ts';
import { assignCase } from './assignment.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import { readCaseInput } from './case-work.input.ts';
import type { NewEntry, PartChange, PartFact, Plan, Refusal, Scene } from './case-work.types.ts';
import type { CaseChanges, Seen } from './change.service.ts';
import { obstacleToAdvisor } from './named-advisor.ts';
import { leadOf, partOf, proposalOf } from './relations.ts';
import { because, the, toInquirer, toParticipants, toThe } from './wording.ts';

/** Who leads a case: assigned, accepted, given back, and moved to another lead once that one has accepted. */
export function createLeadWork({ change }: CaseChanges) {
  return {
    async assignAdvisor(input: AssignAdvisorInput) {
      const { association, advisor, ...seen } = readCaseInput('assignment', input);
      return change('ASSIGN_ADVISOR', seen, (scene, turn) => assignCase(scene, turn, association, advisor ?? null));
    },

    async acceptCase(input: Seen) {
      return change('ACCEPT_CASE', readCaseInput('seen', input), (scene) => {
        const lead = getLead(scene);
        return {
          parts: [{ kind: 'ACCEPT', id: lead.id, advisorId: lead.advisorId }],
          entries: [toInquirer('Die Beratung hat begonnen.')],
        };
      });
    },

    async declineCase(input: DeclineCaseInput) {
      const { reason, ...seen } = readCaseInput('reason', input);
      return change('DECLINE_CASE', seen, (scene) => {
        const lead = getLead(scene);
        const { association } = lead;
        const told = toParticipants(
          'PARTICIPATION',
          association,
          `${the(association)} hat den Fall zurückgegeben.${because(reason)}`,
        );
        return {
          reason,
          parts: [{ kind: 'END', id: lead.id, state: 'DECLINED', because: told }],
          entries: [told, toInquirer('Die Koordination klärt neu, wer die Beratung übernimmt.')],
        };
      });
    },

    async proposeLead(input: ProposeLeadInput) {
      const { association, advisor = null, reason, ...seen } = readCaseInput('proposal', input);
      return change('PROPOSE_LEAD', seen, async (scene, turn): Promise<Plan | Refusal> => {
        const { parts } = scene.facts;
        const lead = getLead(scene);
        if (proposalOf(parts)) return { refused: 'Die Abgabe ist schon jemandem vorgeschlagen.' };
        if (association === lead.association && (advisor === null || advisor === lead.advisorId)) {
          const refused = 'Bitte nennen Sie, wer in Ihrem Verband den Fall leiten soll.';
          return { refused, missing: ['advisor'] };
        }
        const obstacle = advisor && (await obstacleToAdvisor(turn, scene.facts, association, advisor));
        if (obstacle) return obstacle;
        const text = `Die Federführung ist ${toThe(association)} angeboten.${because(reason)}`;
        return {
          parts: [{ kind: 'ADD', association, role: 'LEAD', state: 'REQUESTED', advisorId: advisor, inForce: false }],
          entries: [toParticipants('PARTICIPATION', lead.association, text)],
        };
      });
    },

    async acceptLead(input: AcceptLeadInput) {
      const { advisor, ...seen } = readCaseInput('advisor', input);
      return change('ACCEPT_LEAD', seen, (scene, turn) => takeOver(scene, turn, advisor ?? null));
    },

    async declineLead(input: DeclineCaseInput) {
      const { reason, ...seen } = readCaseInput('reason', input);
      return change('DECLINE_LEAD', seen, ({ facts }) => {
        const { id, association } = getProposal(facts.parts);
        const text = `${the(association)} übernimmt die Federführung nicht.${because(reason)}`;
        const told = toParticipants('PARTICIPATION', association, text);
        return { parts: [{ kind: 'END', id, state: 'DECLINED', because: told }], entries: [told] };
      });
    },
  };
}

/** The old lead's part ends and the new one's begins in one step, so that there is one lead at every moment. */
async function takeOver(scene: Scene, turn: CaseTurn, named: string | null): Promise<Plan | Refusal> {
  const { facts, actor, row } = scene;
  const proposal = getProposal(facts.parts);
  const advisorId = named ?? proposal.advisorId;
  if (advisorId === null) return { refused: 'Bitte nennen Sie, wer den Fall leitet.', missing: ['advisor'] };
  if (!actor.relations.includes('PROPOSED_TEAM') && advisorId !== actor.advisorId) {
    return { refused: 'Für andere kann nur die Teamleitung annehmen.', missing: ['advisor'] };
  }
  const obstacle = await obstacleToAdvisor(turn, facts, proposal.association, advisorId);
  if (obstacle) return obstacle;
  const told = takenOver(getLead(scene), proposal);
  const begun = row.to === 'IN_CONSULTATION' ? [toInquirer('Die Beratung hat begonnen.')] : [];
  return {
    parts: [
      ...endingsBefore(facts.parts, getLead(scene), proposal, told),
      { kind: 'ACCEPT', id: proposal.id, advisorId, takesForce: true },
    ],
    entries: [told, ...begun],
  };
}

function takenOver(old: PartFact, { association }: PartFact): NewEntry {
  const text =
    old.association === association
      ? `Im ${the(association).slice(4)} leitet jetzt eine andere Person die Beratung.`
      : `${the(association)} leitet jetzt die Beratung.`;
  return { kind: 'PARTICIPATION', visibility: 'INQUIRER', association, text };
}

/** What must end so that the new lead is the only one, and its association's only part. */
function endingsBefore(parts: readonly PartFact[], old: PartFact, next: PartFact, told: NewEntry): PartChange[] {
  const own = partOf(parts, next.association);
  const ending = [old, ...(own && own.id !== old.id ? [own] : [])];
  return ending.map(({ id }) => ({ kind: 'END', id, state: 'ENDED', because: told }));
}

function getLead({ facts }: Scene): PartFact {
  const lead = leadOf(facts.parts);
  if (lead === null) throw new Error('a case that is led has no lead');
  return lead;
}

function getProposal(parts: readonly PartFact[]): PartFact {
  const proposal = proposalOf(parts);
  if (proposal === null) throw new Error('who is proposed as lead has no proposal');
  return proposal;
}
