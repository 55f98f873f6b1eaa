import { badInput } from '@gkz-qe/kit/problem.ts';
import type {
  RecommendInput,
  RecordContactInput,
  ResumeCaseInput,
  SetPhaseInput,
  SetTopicsInput,
  UpdateRecommendationInput,
  WaitForInquirerInput,
} from '../generated/resolvers.ts';
import { quoted } from '../routing/wording.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { readCaseInput } from './case-work.input.ts';
import type { NewEntry, Plan, Refusal, Scene } from './case-work.types.ts';
import type { CaseChanges } from './change.service.ts';
import { checkTopics } from './topics-input.ts';
import { because, phaseSentence, recommendationWords, sentence, toInquirer, toParticipants } from './wording.ts';

/** The work on a case: contacts, recommendations, what it is about, and waiting for the inquirer. */
export function createConsultationWork({ change }: CaseChanges, topics: Pick<TopicService, 'find'>) {
  return {
    async recordContact(input: RecordContactInput) {
      const { caseId, version, at, ...said } = readCaseInput('contact', input);
      const { kind, minutes, travelMinutes, text, visibility } = said;
      if (kind === 'INTERNAL' && visibility === 'INQUIRER') {
        throw badInput('input.visibility', 'Interne Notizen liest nicht, wer angefragt hat.');
      }
      return change('RECORD_CONTACT', { caseId, version }, (scene) => {
        const { facts, actor } = scene;
        const when = at ? readMoment(at, scene) : scene.at;
        refuseWithoutAssociation(actor, visibility);
        const entryKind = kind === 'INTERNAL' ? 'NOTE' : 'CONTACT';
        return {
          patch: {
            minutes: (facts.minutes ?? 0) + minutes + travelMinutes,
            ...(kind !== 'INTERNAL' && { firstAnsweredAt: when }),
          },
          contact: { kind, minutes, travelMinutes },
          entries: [{ kind: entryKind, visibility, association: actor.association, text, at: when }],
        };
      });
    },

    async recommend(input: RecommendInput) {
      const { text, topic = null, visibility, ...seen } = readCaseInput('recommendation', input);
      await checkTopics(topics, 'topic', topic === null ? [] : [topic]);
      return change('RECOMMEND', seen, ({ actor: { association } }) => ({
        recommendation: { topic },
        entries: [{ kind: 'RECOMMENDATION', visibility: visibility ?? 'INQUIRER', association, text }],
      }));
    },

    async updateRecommendation(input: UpdateRecommendationInput) {
      const { recommendation: id, state, note, ...seen } = readCaseInput('recommendationState', input);
      return change('UPDATE_RECOMMENDATION', seen, async ({ facts }, turn) => {
        const found = await turn.findRecommendation(facts.id, id);
        if (found === null) throw badInput('input.recommendation', 'Diese Empfehlung gibt es nicht.');
        const { visibility, association } = found;
        const text = `Empfehlung ${quoted(found.text)}: ${recommendationWords[state]}.${note ? ` ${sentence(note)}` : ''}`;
        return {
          recommendationState: { id, state },
          entries: [{ kind: 'RECOMMENDATION', visibility, association, text }],
        };
      });
    },

    async setPhase(input: SetPhaseInput) {
      const { phase, ...seen } = readCaseInput('phase', input);
      return change('SET_PHASE', seen, ({ facts, actor }): Plan | Refusal => {
        if (facts.phase === phase) return { refused: 'Diese Projektphase ist schon eingetragen.', missing: ['phase'] };
        return { patch: { phase }, entries: [toParticipants('NOTE', actor.association, phaseSentence(phase))] };
      });
    },

    async setTopics(input: SetTopicsInput) {
      const { topics: codes, ...seen } = readCaseInput('topics', input);
      const labels = await checkTopics(topics, 'topics', codes);
      return change('SET_TOPICS', seen, ({ actor }): Plan | Refusal => {
        if (codes.length === 0) return { refused: 'Bitte nennen Sie ein Handlungsfeld.', missing: ['topics'] };
        const text = `Handlungsfelder: ${labels.join(', ')}.`;
        return { topics: codes, entries: [toParticipants('NOTE', actor.association, text)] };
      });
    },

    async waitForInquirer(input: WaitForInquirerInput) {
      const { question, ...seen } = readCaseInput('question', input);
      return change('WAIT_FOR_INQUIRER', seen, ({ actor: { association }, at }) => ({
        // Who is asked something has been answered.
        patch: { firstAnsweredAt: at },
        entries: [
          { kind: 'CONTACT', visibility: 'INQUIRER', association, text: `Rückfrage: ${question}` },
          toInquirer('Wir warten auf eine Rückmeldung.'),
        ],
      }));
    },

    async resumeCase(input: ResumeCaseInput) {
      const { reason, ...seen } = readCaseInput('maybeReason', input);
      return change('RESUME_CASE', seen, ({ actor }) => ({
        ...(reason && { reason }),
        entries: [toInquirer('Die Beratung geht weiter.'), ...why(actor.association, reason)],
      }));
    },
  };
}

function why(association: NewEntry['association'], reason: string | null): NewEntry[] {
  return reason ? [toParticipants('NOTE', association, because(reason).trim())] : [];
}

/** @throws Problem BAD_USER_INPUT for a moment at which there was no case, or that has not come */
function readMoment(text: string, { facts, at }: Scene): Date {
  const moment = new Date(text);
  if (moment >= facts.receivedAt && moment <= at) return moment;
  throw badInput('input.at', 'Der Zeitpunkt liegt zwischen dem Eingang der Anfrage und jetzt.');
}

function refuseWithoutAssociation({ association }: Scene['actor'], visibility: NewEntry['visibility']): void {
  if (association !== null || visibility !== 'OWN_ASSOCIATION') return;
  throw badInput('input.visibility', 'Sie gehören keinem Verband an, der das lesen könnte.');
}
