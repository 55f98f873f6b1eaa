import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { addWorkingDays } from '../clock/working-days.ts';
import type { KommuneRow } from '../register/register.types.ts';
import type { RoutingDecision, RoutingInquiry } from '../routing/routing.types.ts';
import { firstEntries, titleOf } from './case-wording.ts';
import type { SubmissionText } from './submission.input.ts';
import type { NewCase } from './submission.types.ts';

/** Until when the lead's advisor is to accept, or the coordinators to decide. */
const workingDaysToAccept = 2;

/** What a case is made from. */
export interface CaseParts {
  readonly id: string;
  readonly number: string;
  readonly received: Temporal.Instant;
  readonly text: SubmissionText;
  readonly inquiry: RoutingInquiry;
  readonly decision: RoutingDecision;
  /** Names of the topics and rows of the Kommunen, in the order of the inquiry and of the decision. */
  readonly topicLabels: readonly string[];
  readonly kommunen: readonly KommuneRow[];
}

/** The case that an inquiry becomes once it is decided who leads, or that the coordinators are to decide. */
export function createNewCase(parts: CaseParts): NewCase {
  const { id, number, received, text, inquiry, decision, topicLabels, kommunen } = parts;
  const { place, furtherPlaces, wish, consentToInformKommune, reach, topics } = inquiry;
  const { kind, ...inquirer } = text.inquirer;
  return {
    id,
    number,
    status: decision.lead === null ? 'IN_TRIAGE' : 'ASSIGNED',
    receivedAt: new Date(received.epochMilliseconds),
    dueAt: new Date(addWorkingDays(received, workingDaysToAccept).epochMilliseconds),
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
    participations: decision.participations.map((part) => ({
      ...part,
      advisorId: part.role === 'LEAD' ? (decision.advisor?.id ?? null) : null,
    })),
    timeline: firstEntries(decision),
    inquiry: { place, furtherPlaces, wish, consentToInformKommune },
    inquirer,
  };
}

/** The year in whose numbers the case is counted. */
export function yearOf(received: Temporal.Instant): number {
  return received.toZonedDateTimeISO(timeZone).year;
}
