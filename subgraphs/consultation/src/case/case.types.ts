import type { Connection } from '@gkz-qe/kit/connection.ts';
import type {
  AssociationCode,
  CaseSource,
  CaseStatus,
  Channel,
  InquirerKind,
  ParticipationRole,
  ParticipationState,
  Phase,
  Reach,
  TimelineKind,
} from '../generated/resolvers.ts';

/** A case as one viewer sees it. Everything from `content` on is null for who sees only its header. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly reach: Reach;
  readonly source: CaseSource;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly firstAnswerDueAt: Date | null;
  readonly firstAnswerWorkingMinutes: number | null;
  readonly closedAt: Date | null;
  /** Keys of the Kommunen it is about, the seat first. */
  readonly kommunen: readonly string[];
  readonly content: true | null;
  readonly title: string | null;
  readonly concern: string | null;
  readonly reasons: readonly string[] | null;
  readonly quartier: string | null;
  readonly phase: Phase | null;
  readonly channel: Channel | null;
  readonly result: string | null;
  /** Time spent. */
  readonly minutes: number | null;
  readonly inquirerKind: InquirerKind | null;
  /** Whether the Kommune may learn of an interested party's inquiry. */
  readonly informKommune: boolean | null;
}

export type CaseConnectionRow = Connection<CaseRow>;

export interface ParticipationRow {
  readonly id: string;
  readonly caseId: string;
  readonly association: AssociationCode;
  readonly role: ParticipationRole;
  readonly state: ParticipationState;
  readonly advisorId: string | null;
  /** False for a lead that is proposed and not accepted yet. */
  readonly inForce: boolean;
  readonly answerDueAt: Date | null;
}

export interface TimelineEntryRow {
  readonly caseId: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  readonly text: string;
}

/** Which cases; null where nothing is asked. What is named must all hold. */
export interface CaseQuery {
  readonly statuses: readonly CaseStatus[] | null;
  /** Cases that this advisor leads or gives co-advice in. */
  readonly advisorId: string | null;
  readonly participation: {
    readonly associations: readonly AssociationCode[];
    readonly roles: readonly ParticipationRole[];
  } | null;
  readonly kommunen: readonly string[] | null;
  readonly topics: readonly string[] | null;
  readonly phases: readonly Phase[] | null;
  readonly receivedFrom: Date | null;
  readonly receivedBefore: Date | null;
  readonly overdue: boolean;
  /** Cases whose seat is one of these. */
  readonly seats: readonly string[] | null;
  /** Cases whose first answer took more working minutes. */
  readonly answeredOverMinutes: number | null;
}
