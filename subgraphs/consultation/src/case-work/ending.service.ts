import { badInput } from '@gkz-qe/kit/problem.ts';
import { isOpen } from '../case/case-state.ts';
import type {
  CloseCaseInput,
  DeclineInquiryInput,
  MarkDuplicateInput,
  ReferCaseInput,
  ReopenCaseInput,
  WithdrawInquiryInput,
} from '../generated/resolvers.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { notificationsFor } from './case-notifications.ts';
import type { CaseTurn } from './case-turn.repository.ts';
import { readCaseInput } from './case-work.input.ts';
import type { CaseFacts, NewEntry, PartChange, Plan, Refusal, Scene } from './case-work.types.ts';
import type { CaseChanges } from './change.service.ts';
import { obstacleToAdvisor, stillAdvises } from './named-advisor.ts';
import { leadOf } from './relations.ts';
import { checkTopics } from './topics-input.ts';
import { because, sentence, toInquirer, toParticipants } from './wording.ts';

/** How a case ends, and how a closed one goes on. */
export function createEndingWork({ change }: CaseChanges, topics: Pick<TopicService, 'find'>) {
  return {
    async closeCase(input: CloseCaseInput) {
      const { caseId, version, result, ...said } = readCaseInput('closing', input);
      await checkTopics(topics, 'topics', said.topics ?? []);
      return change('CLOSE_CASE', { caseId, version }, ({ facts, row }): Plan | Refusal => {
        const known = {
          ...{ result, topics: said.topics ?? facts.topics },
          ...{ phase: said.phase ?? facts.phase, minutes: said.minutes ?? facts.minutes },
        };
        const missing = row.needs.filter((need) => need in known && isNothing(known[need as keyof typeof known]));
        if (missing.length > 0) {
          return { refused: `Zum Abschluss fehlt noch: ${missing.map((need) => words[need]).join(', ')}.`, missing };
        }
        const { topics: codes, ...patch } = known;
        return { patch, topics: codes, entries: [toInquirer('Die Beratung ist abgeschlossen.')] };
      });
    },

    async reopenCase(input: ReopenCaseInput) {
      const { reason, advisor, ...seen } = readCaseInput('reopening', input);
      return change('REOPEN_CASE', seen, async ({ facts, actor }, turn): Promise<Plan | Refusal> => {
        const parts = await partsOfReopened(facts, turn, advisor ?? null);
        if ('refused' in parts) return parts;
        return {
          ...{ reason, parts },
          entries: [
            toInquirer('Die Beratung wurde wieder aufgenommen.'),
            toParticipants('NOTE', actor.association, because(reason).trim()),
          ],
        };
      });
    },

    async referCase(input: ReferCaseInput) {
      const { to, reason, ...seen } = readCaseInput('referral', input);
      return change('REFER_CASE', seen, () => ({
        reason: `${sentence(to)} ${reason}`,
        entries: [toInquirer(`Die Anfrage ist verwiesen an: ${sentence(to)}${because(reason)}`)],
      }));
    },

    async withdrawInquiry(input: WithdrawInquiryInput) {
      const { reason, ...seen } = readCaseInput('reason', input);
      return change('WITHDRAW_INQUIRY', seen, ({ actor }) => ({
        reason,
        entries: [
          toInquirer('Die Anfrage ist zurückgezogen.'),
          toParticipants('NOTE', actor.association, because(reason).trim()),
        ],
      }));
    },

    async declineInquiry(input: DeclineInquiryInput) {
      const { reason, ...seen } = readCaseInput('reason', input);
      return change('DECLINE_INQUIRY', seen, () => ({
        reason,
        entries: [toInquirer(`Das Kompetenzzentrum kann diese Anfrage nicht beraten.${because(reason)}`)],
      }));
    },

    async markDuplicate(input: MarkDuplicateInput) {
      const { of, ...seen } = readCaseInput('duplicate', input);
      const plan = async ({ actor, at }: Scene, turn: CaseTurn): Promise<Plan | Refusal> => {
        if (of === seen.caseId) return { refused: 'Ein Fall ist nicht doppelt zu sich selbst.', missing: ['of'] };
        const other = await turn.find(of);
        if (!other?.header) throw badInput('input.of', 'Diesen anderen Fall gibt es nicht.');
        // A case that goes on is no duplicate itself, and a duplicate never goes on again: so there are no loops.
        if (!isOpen(other.status) && other.status !== 'CLOSED') {
          return { refused: `Der Fall ${other.number} geht selbst nicht weiter.`, missing: ['of'] };
        }
        const joined = notificationsFor('JOINED', { before: other, after: other, entries: [toldOther], actor });
        await turn.tell(of, at, toldOther, joined);
        return {
          ...{ patch: { duplicateOf: of }, reason: `Doppelt zu ${other.number}.` },
          entries: [toInquirer('Zu dieser Anfrage gibt es schon einen anderen Fall. Dort geht die Beratung weiter.')],
        };
      };
      return change('MARK_DUPLICATE', seen, plan, { cases: [of] });
    },
  };
}

const toldOther: NewEntry = {
  ...{ kind: 'NOTE', visibility: 'PARTICIPANTS', association: null },
  text: 'Eine weitere Anfrage zum selben Anliegen gehört zu diesem Fall.',
};

const words: Readonly<Record<string, string>> = {
  result: 'das Ergebnis',
  topics: 'die Handlungsfelder',
  phase: 'die Projektphase',
  minutes: 'der Zeitaufwand',
};

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Who led goes on leading, unless they have left meanwhile: then somebody must be named, so that the case has an owner. */
async function partsOfReopened(
  facts: CaseFacts,
  turn: CaseTurn,
  advisorId: string | null,
): Promise<readonly PartChange[] | Refusal> {
  const lead = leadOf(facts.parts);
  if (lead === null) throw new Error('a closed case has no lead');
  const { id, association } = lead;
  if (await stillAdvises(turn, association, lead.advisorId)) {
    if (advisorId === null || advisorId === lead.advisorId) return [];
    return {
      refused: 'Bitte nehmen Sie den Fall erst wieder auf und schlagen dann die Abgabe vor.',
      missing: ['advisor'],
    };
  }
  if (advisorId === null) {
    return {
      refused: 'Wer den Fall geleitet hat, berät nicht mehr. Bitte nennen Sie, wer übernimmt.',
      missing: ['advisor'],
    };
  }
  const obstacle = await obstacleToAdvisor(turn, facts, association, advisorId);
  if (obstacle) return obstacle;
  return [
    { kind: 'END', id, state: 'ENDED' },
    { kind: 'ADD', association, role: 'LEAD', state: 'ACCEPTED', advisorId, inForce: true },
  ];
}
