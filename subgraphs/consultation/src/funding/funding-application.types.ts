import type { AssociationCode, FundingApplicationState, Visibility } from '../generated/resolvers.ts';

/** What is recorded of a Förderantrag. Days as ISO dates, amounts in whole euro. */
export interface FundingApplicationFacts {
  /** Code of one of the centre's `programmes`. */
  readonly programme: string;
  readonly appliedOn: string;
  readonly amountEuro: number;
  readonly state: FundingApplicationState;
  /** Null while it is APPLIED. */
  readonly decidedOn: string | null;
  /** Null unless it is GRANTED. */
  readonly grantedEuro: number | null;
}

/** A Förderantrag of a case. */
export interface FundingApplicationRow extends FundingApplicationFacts {
  readonly caseId: string;
  readonly id: string;
  readonly visibility: Visibility;
  readonly changedAt: Date;
  /** Who recorded it. */
  readonly association: AssociationCode | null;
}
