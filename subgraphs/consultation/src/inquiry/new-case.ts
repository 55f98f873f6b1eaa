import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { notificationsFor } from '../case-work/case-notifications.ts';
import type { PartFact } from '../case-work/case-work.types.ts';
import { answerDueAfter } from '../case-work/deadlines.ts';
import { system } from '../case-work/relations.ts';
import { acceptanceDue, firstAnswerDue } from '../clock/deadlines.ts';
import { type Offices, officeOf } from '../clock/office.ts';
import type { KommuneRow } from '../register/register.types.ts';
import type { ProposedParticipation, RoutingDecision, RoutingInquiry } from '../routing/routing.types.ts';
import { firstEntries, titleOf } from './case-wording.ts';
import type { Origin } from './origin.ts';
import type { SubmissionText } from './submission.input.ts';
import type { NewCase } from './submission.types.ts';

/** What a case is made from. */
export interface CaseParts {
  readonly id: string;
  readonly number: string;
  readonly received: Temporal.Instant;
  readonly origin: Origin;
  readonly text: SubmissionText;
  readonly inquiry: RoutingInquiry;
  readonly decision: RoutingDecision;
  /** Names of the topics and rows of the Kommunen, in the order of the inquiry and of the decision. */
  readonly topicLabels: readonly string[];
  readonly kommunen: readonly KommuneRow[];
  readonly offices: Offices;
}

/** The case that an inquiry becomes once it is decided who leads, or that the coordinators are to decide. */
export function createNewCase(parts: CaseParts): NewCase {
  const { id, number, received, text, inquiry, decision, topicLabels, kommunen } = parts;
  const { place, furtherPlaces, wish, consentToInformKommune, reach, topics } = inquiry;
  const { kind, ...inquirer } = text.inquirer;
  const receivedAt = new Date(received.epochMilliseconds);
  const office = officeOf(parts.offices, decision.lead);
  const status = decision.lead === null ? 'IN_TRIAGE' : 'ASSIGNED';
  const dueAt = acceptanceDue(office, receivedAt);
  const participations = decision.participations
    .map((part) => toPart(part, decision))
    .map((part) => ({ ...part, answerDueAt: answerDueAfter(part, status, receivedAt, parts) }));
  return {
    id,
    number,
    ...parts.origin,
    status,
    receivedAt,
    dueAt,
    firstAnswerDueAt: firstAnswerDue(office, receivedAt),
    reach,
    reasons: decision.reasons,
    informKommune: decision.informKommune,
    title: titleOf(topicLabels, kommunen),
    concern: text.concern,
    quartier: text.quartier,
    inquirerKind: kind,
    kommunen: kommunen.map(({ ags }) => ags),
    topics,
    support: text.support,
    participations,
    timeline: firstEntries(decision),
    notifications: firstNotifications({ id, status, dueAt, participations }),
    inquiry: { place, furtherPlaces, wish, consentToInformKommune },
    inquirer,
  };
}

function toPart(part: ProposedParticipation, { advisor }: RoutingDecision): PartFact {
  return {
    ...{ ...part, id: '', inForce: true, answerDueAt: null },
    // Who is only informed has nothing to accept.
    state: part.role === 'INFORMED' ? 'ACCEPTED' : 'REQUESTED',
    advisorId: part.role === 'LEAD' ? (advisor?.id ?? null) : null,
  };
}

function firstNotifications({
  participations: parts,
  ...state
}: Pick<NewCase, 'id' | 'status' | 'dueAt' | 'participations'>) {
  return notificationsFor('ROUTE', {
    before: { ...state, status: 'RECEIVED', parts: [] },
    after: { ...state, parts },
    entries: [],
    actor: system,
  });
}

/** The year in whose numbers the case is counted. */
export function yearOf(received: Temporal.Instant): number {
  return received.toZonedDateTimeISO(timeZone).year;
}
