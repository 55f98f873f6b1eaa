import type { PartFact } from '../case-work/case-work.types.ts';
import type { AssociationCode, CaseStatus, InquirerKind, Reach, SupportKind } from '../generated/resolvers.ts';
import type { NewNotification } from '../notification/notification.repository.ts';
import type { Place } from '../routing/routing.types.ts';
import type { Origin } from './origin.ts';

/** All that is written for a new case, in one transaction. */
export interface NewCase extends Origin {
  readonly id: string;
  readonly number: string;
  readonly status: 'ASSIGNED' | 'IN_TRIAGE';
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly firstAnswerDueAt: Date;
  readonly reach: Reach;
  readonly reasons: readonly string[];
  readonly informKommune: boolean;
  readonly title: string;
  readonly concern: string;
  readonly quartier: string | null;
  readonly inquirerKind: InquirerKind;
  /** Keys, the seat first. */
  readonly kommunen: readonly string[];
  readonly topics: readonly string[];
  readonly support: readonly SupportKind[];
  /** All in force. They have no keys yet. */
  readonly participations: readonly PartFact[];
  /** What the timeline says, in this order. */
  readonly timeline: readonly {
    readonly kind: 'TRANSITION' | 'PARTICIPATION';
    readonly visibility: 'PARTICIPANTS' | 'INQUIRER';
    readonly text: string;
  }[];
  /** Who is told of it. */
  readonly notifications: readonly NewNotification[];
  readonly inquiry: {
    readonly place: Place | null;
    readonly furtherPlaces: readonly string[];
    readonly wish: AssociationCode | null;
    readonly consentToInformKommune: boolean;
  };
  readonly inquirer: {
    readonly name: string;
    readonly email: string;
    readonly phone: string | null;
    readonly function: string | null;
    readonly organisation: string | null;
  };
}

/** What the inquirer learns at once. */
export interface ReceiptRow {
  readonly number: string;
  readonly status: CaseStatus;
  readonly receivedAt: Date;
  readonly lead: AssociationCode | null;
  readonly reasons: readonly string[];
}

/** What the inquirer sees by the link. */
export interface MyInquiryRow extends ReceiptRow {
  readonly kommunen: readonly string[];
  readonly concern: string;
  readonly advisorId: string | null;
}
