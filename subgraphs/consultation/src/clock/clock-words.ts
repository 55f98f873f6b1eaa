import { holderOf } from '../case-work/audience.ts';
import type { CaseFacts, NewEntry, PartFact } from '../case-work/case-work.types.ts';
import { leadOf } from '../case-work/relations.ts';
import { the, toParticipants } from '../case-work/wording.ts';
import { until } from '../notification/message.ts';
import type { NewNotification } from '../notification/notification.repository.ts';
import type { Recipient } from '../notification/recipient.ts';
import type { Step, StepKind } from './clock-plan.ts';

/** What a step says in the timeline, and to whom else. */
export interface Said {
  readonly entry: NewEntry;
  readonly notifications: readonly NewNotification[];
}

/** Steps that tell something and change nothing. */
export type TellingKind = Exclude<StepKind, 'ACCEPTANCE_OVERDUE'>;

const coordinators: Recipient = { kind: 'COORDINATORS' };

/** Puts a step into words, for those who have the case now. */
export function sayOf(kind: TellingKind, { occasion, partId }: Step, facts: CaseFacts): Said {
  const { id: caseId, parts } = facts;
  const dueAt = occasion.toISOString();
  const was = `war${until(dueAt)} fällig`;
  switch (kind) {
    case 'TRIAGE_OVERDUE':
      return {
        entry: toParticipants('NOTE', null, `Die Entscheidung, wer berät, ${was}. Die Koordination ist erinnert.`),
        notifications: [{ kind: 'TRIAGE_OVERDUE', facts: { dueAt }, to: coordinators, caseId }],
      };
    case 'FIRST_ANSWER_REMINDER':
      return {
        entry: toParticipants('NOTE', null, `Erinnerung: Die erste Antwort ist${until(dueAt)} fällig.`),
        notifications: [{ kind: 'FIRST_ANSWER_DUE', facts: { dueAt }, to: holderOf(getLead(parts)), caseId }],
      };
    case 'FIRST_ANSWER_OVERDUE':
      return {
        entry: toParticipants('NOTE', null, `Die erste Antwort ${was}. Teamleitung und Koordination wissen davon.`),
        notifications: [...sideOf(getLead(parts)), coordinators].map((to) => ({
          ...{ kind: 'FIRST_ANSWER_OVERDUE', facts: { dueAt }, to, caseId },
        })),
      };
    case 'REQUEST_REMINDER':
      return remindOfRequest(getPart(parts, partId), dueAt, caseId);
    case 'REQUEST_OVERDUE':
      return tellOfRequest(getPart(parts, partId), getLead(parts), dueAt, caseId);
    case 'WAITING_REMINDER':
    case 'WAITING_SECOND_REMINDER':
      return {
        entry: toInquirer('Wir haben an unsere Rückfrage erinnert.'),
        notifications: [{ kind: 'INQUIRY_REMINDER', facts: {}, to: { kind: 'INQUIRER', caseId }, caseId }],
      };
    case 'CLOSING_OFFER':
      return {
        entry: toInquirer('Wir haben lange nichts gehört und angeboten, die Beratung abzuschließen.'),
        notifications: [
          { kind: 'INQUIRY_CLOSING_OFFER', facts: {}, to: { kind: 'INQUIRER', caseId }, caseId },
          { kind: 'CLOSING_POSSIBLE', facts: {}, to: holderOf(getLead(parts)), caseId },
        ],
      };
  }
}

/** Who asked was told something, which they read in the timeline too. */
function toInquirer(text: string): NewEntry {
  return { kind: 'CONTACT', visibility: 'INQUIRER', association: null, text };
}

function getLead(parts: readonly PartFact[]): PartFact {
  const lead = leadOf(parts);
  if (lead === null) throw new Error('a case that is led has no lead');
  return lead;
}

function getPart(parts: readonly PartFact[], partId: string | null): PartFact {
  const part = parts.find(({ id }) => id === partId);
  if (part === undefined) throw new Error('a request that is reminded of is not there');
  return part;
}

/** The advisor of a part, where one is named, and the team. */
function sideOf(part: PartFact): readonly Recipient[] {
  const team: Recipient = { kind: 'TEAM', association: part.association };
  return part.advisorId === null ? [team] : [holderOf(part), team];
}

function remindOfRequest(asked: PartFact, dueAt: string, caseId: string): Said {
  const { association, role } = asked;
  const text = `Erinnerung: ${the(association)} soll${until(dueAt)} antworten, ob er ${taking(asked)}.`;
  return {
    entry: toParticipants('PARTICIPATION', null, text),
    notifications: [{ kind: 'REQUEST_DUE', facts: { role, dueAt }, to: holderOf(asked), caseId }],
  };
}

/** Who asked can ask somebody else; who is asked still can answer. */
function tellOfRequest(asked: PartFact, lead: PartFact, dueAt: string, caseId: string): Said {
  const { association, role } = asked;
  const text = `${the(association)} hat nicht${until(dueAt)} geantwortet, ob er ${taking(asked)}. Teamleitung und Koordination wissen davon.`;
  const askers = [holderOf(lead), coordinators].filter((to) => to.kind !== 'TEAM' || to.association !== association);
  return {
    entry: toParticipants('PARTICIPATION', null, text),
    notifications: [
      ...sideOf(asked).map((to) => ({ kind: 'REQUEST_OVERDUE', facts: { role, dueAt }, to, caseId }) as const),
      ...askers.map((to) => ({ kind: 'REQUEST_UNANSWERED', facts: { association, role, dueAt }, to, caseId }) as const),
    ],
  };
}

/** „…, ob er …“ */
const taking = ({ role }: PartFact) => (role === 'LEAD' ? 'die Federführung übernimmt' : 'mitberät');
