import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { PrivacyObstacle, PrivacyRequestKind, PrivacyRequestState } from '../../generated/resolvers.ts';

/** What can be done with a request that is there. */
export type RequestStep = 'APPROVE' | 'REFUSE' | 'CARRY_OUT' | 'LIFT';

/** What the rules look at. */
export interface RequestFacts {
  readonly kind: PrivacyRequestKind;
  readonly state: PrivacyRequestState;
  readonly approvedBy: string | null;
}

interface Rule {
  readonly stepsFrom: Readonly<Record<RequestStep, readonly PrivacyRequestState[]>>;
  readonly twoPersons: boolean;
}

const byOne: Rule = {
  stepsFrom: { APPROVE: [], REFUSE: ['OPEN'], CARRY_OUT: ['OPEN'], LIFT: [] },
  twoPersons: false,
};

const byTwo: Rule = {
  stepsFrom: { APPROVE: ['OPEN'], REFUSE: ['OPEN', 'APPROVED'], CARRY_OUT: ['APPROVED'], LIFT: [] },
  twoPersons: true,
};

/** From which states each step leads on, by kind: what takes data from people needs a second person. */
const rules: Readonly<Record<PrivacyRequestKind, Rule>> = {
  EXPORT: byOne,
  RECTIFICATION: byOne,
  ERASURE: byTwo,
  RESTRICTION: { ...byTwo, stepsFrom: { ...byTwo.stepsFrom, LIFT: ['CARRIED_OUT'] } },
};

/** What keeps this person from taking this step; null where nothing does. */
export function obstacleTo(step: RequestStep, request: RequestFacts, subject: string): PrivacyObstacle | null {
  const { stepsFrom, twoPersons } = rules[request.kind];
  if (!stepsFrom[step].includes(request.state)) return 'WRONG_STATE';
  if (step === 'CARRY_OUT' && twoPersons && request.approvedBy === subject) return 'SECOND_PERSON_NEEDED';
  return null;
}

/** The last moment of the day one month after the receipt: DSGVO Art. 12 Abs. 3. */
export function dueAt(received: Temporal.Instant): Temporal.Instant {
  const day = received.toZonedDateTimeISO(timeZone).toPlainDate().add({ months: 1 });
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ milliseconds: 1 });
}
