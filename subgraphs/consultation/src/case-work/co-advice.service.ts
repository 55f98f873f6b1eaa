import type { AnswerCoAdviceInput, EndParticipationInput, RequestCoAdviceInput } from '../generated/resolvers.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import { readCaseInput } from './case-work.input.ts';
import type { PartFact, Plan, Refusal, Scene } from './case-work.types.ts';
import type { CaseChanges } from './change.service.ts';
import { obstacleToAdvisor } from './named-advisor.ts';
import { leadOf, partOf, proposalOf } from './relations.ts';
import { because, the, toParticipants } from './wording.ts';

/** Who else takes part in a case: asked, answered, ended. */
export function createCoAdviceWork({ change }: CaseChanges) {
  return {
    async requestCoAdvice(input: RequestCoAdviceInput) {
      const { association, advisor = null, reason, ...seen } = readCaseInput('proposal', input);
      return change('REQUEST_CO_ADVICE', seen, async ({ facts }, turn): Promise<Plan | Refusal> => {
        const part = partOf(facts.parts, association);
        if (part && part.role !== 'INFORMED') {
          return { refused: `${the(association)} ist an dem Fall schon beteiligt.`, missing: ['association'] };
        }
        const obstacle = advisor && (await obstacleToAdvisor(turn, facts, association, advisor));
        if (obstacle) return obstacle;
        const text = `${the(association)} ist um Mitberatung gebeten.${because(reason)}`;
        return {
          parts: [
            ...(part ? [{ kind: 'END', id: part.id, state: 'ENDED' } as const] : []),
            { kind: 'ADD', association, role: 'CO_ADVICE', state: 'REQUESTED', advisorId: advisor, inForce: true },
          ],
          entries: [toParticipants('PARTICIPATION', leadOf(facts.parts)?.association ?? null, text)],
        };
      });
    },

    async answerCoAdvice(input: AnswerCoAdviceInput) {
      const { accept, advisor, reason, ...seen } = readCaseInput('answer', input);
      return change('ANSWER_CO_ADVICE', seen, (scene, turn) => {
        const part = partOf(scene.facts.parts, scene.actor.association);
        if (part === null) throw new Error('who is asked for co-advice has no part');
        return accept ? giveCoAdvice(scene, turn, part, advisor ?? null) : refuseCoAdvice(part, reason ?? null);
      });
    },

    async endParticipation(input: EndParticipationInput) {
      const { association, role, reason, ...seen } = readCaseInput('ending', input);
      return change('END_PARTICIPATION', seen, ({ facts, actor }): Plan | Refusal => {
        const part =
          role === 'LEAD'
            ? proposalOf(facts.parts)
            : facts.parts.find((one) => one.association === association && one.role === role);
        if (!part || part.association !== association) {
          return { refused: `${the(association)} hat keine solche Beteiligung.`, missing: ['association', 'role'] };
        }
        const leads = actor.relations.some((relation) => relation === 'LEAD_ADVISOR' || relation === 'LEAD_TEAM');
        if (!leads && association !== actor.association) {
          return { refused: 'Die Beteiligung anderer kann nur beenden, wer den Fall leitet.' };
        }
        const told = toParticipants(
          'PARTICIPATION',
          actor.association,
          `${endings[role](association)}${because(reason)}`,
        );
        return { parts: [{ kind: 'END', id: part.id, state: 'ENDED', because: told }], entries: [told] };
      });
    },
  };
}

const endings = {
  LEAD: (association: PartFact['association']) =>
    `Das Angebot an den ${the(association).slice(4)}, den Fall zu leiten, ist zurückgenommen.`,
  CO_ADVICE: (association: PartFact['association']) => `${the(association)} berät nicht mehr mit.`,
  INFORMED: (association: PartFact['association']) => `${the(association)} ist nicht mehr informiert.`,
} as const;

async function giveCoAdvice(
  { facts, actor }: Scene,
  turn: CaseTurn,
  { id, association, advisorId: asked }: PartFact,
  named: string | null,
): Promise<Plan | Refusal> {
  const advisorId = named ?? asked;
  if (advisorId === null) return { refused: 'Bitte nennen Sie, wer mitberät.', missing: ['advisor'] };
  if (!actor.relations.includes('ASKED_TEAM') && advisorId !== actor.advisorId) {
    return { refused: 'Für andere kann nur die Teamleitung zusagen.', missing: ['advisor'] };
  }
  const obstacle = await obstacleToAdvisor(turn, facts, association, advisorId);
  if (obstacle) return obstacle;
  return {
    parts: [{ kind: 'ACCEPT', id, advisorId }],
    entries: [toParticipants('PARTICIPATION', association, `${the(association)} berät mit.`)],
  };
}

function refuseCoAdvice({ id, association }: PartFact, reason: string | null): Plan | Refusal {
  if (reason === null) return { refused: 'Bitte nennen Sie den Grund.', missing: ['reason'] };
  const text = `${the(association)} kann nicht mitberaten.${because(reason)}`;
  const told = toParticipants('PARTICIPATION', association, text);
  return { parts: [{ kind: 'END', id, state: 'DECLINED', because: told }], entries: [told] };
}
