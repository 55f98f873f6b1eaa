import type { Connection } from '@gkz-qe/kit/connection.ts';
import type {
  CaseStatus,
  IdentityProof,
  InquirerKind,
  PrivacyAction,
  PrivacyObstacle,
  PrivacyRequestKind,
  PrivacyRequestOrigin,
  PrivacyRequestState,
  RefusalGround,
} from '../../generated/resolvers.ts';

/** A request as it is shown: without the person's mail address. */
export interface PrivacyRequestRow {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly state: PrivacyRequestState;
  readonly version: number;
  readonly origin: PrivacyRequestOrigin;
  readonly proof: IdentityProof;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly overdue: boolean;
  readonly ground: RefusalGround | null;
}

export type PrivacyRequestConnectionRow = Connection<PrivacyRequestRow>;

export interface PrivacyStepRow {
  readonly requestId: string;
  readonly at: Date;
  readonly action: PrivacyAction;
  readonly actor: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** A case of the person who asks. */
export interface PersonalCaseRow {
  readonly requestId: string;
  /** Whether somebody still works on the request. */
  readonly requestOpen: boolean;
  readonly id: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly receivedAt: Date;
  readonly legalHold: boolean;
  readonly restricted: boolean;
  /** Null once the request has ended. */
  readonly concern: string | null;
  readonly inquirerKind: InquirerKind;
}

/** What another service must know of a request to act on it. */
export interface ApprovalRow {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly state: PrivacyRequestState;
  readonly approvedBy: string | null;
  /** Normal form of the person's mail address. Null for a request about one case, and once the request has ended. */
  readonly email: string | null;
}

/** Which requests; null where nothing is asked. */
export interface RequestQuery {
  readonly states: readonly PrivacyRequestState[];
  readonly kinds: readonly PrivacyRequestKind[] | null;
  readonly overdue: boolean;
}

/** How a step of a request ends. */
export type RequestOutcome =
  | { readonly kind: 'CHANGED' | 'STALE'; readonly request: PrivacyRequestRow }
  | { readonly kind: 'BLOCKED'; readonly obstacle: PrivacyObstacle; readonly caseNumbers: readonly string[] };
