import type {
  AssociationCode,
  CaseStatus,
  Channel,
  InquirerKind,
  ParticipationRole,
  ParticipationState,
  Phase,
  Reach,
  SupportKind,
  TimelineKind,
} from '../generated/resolvers.ts';
import type { KommuneFact, Place } from '../routing/routing.types.ts';

/** A Kommune of the register as far as the samples need it. */
export type SampleKommune = KommuneFact;

/** A field of action: what it is called, and where it stands in the official order. */
export interface SampleTopic {
  readonly code: string;
  readonly label: string;
}

export type Visibility = 'OWN_ASSOCIATION' | 'PARTICIPANTS' | 'INQUIRER';

export interface SampleParticipation {
  readonly association: AssociationCode;
  readonly role: ParticipationRole;
  readonly state: ParticipationState;
  readonly advisorId: string | null;
  readonly fromAt: Date;
  readonly untilAt: Date | null;
}

export interface SampleTransition {
  readonly at: Date;
  readonly fromStatus: CaseStatus | null;
  readonly toStatus: CaseStatus;
  readonly actor: string;
  readonly reason: string | null;
}

export interface SampleEntry {
  readonly at: Date;
  readonly kind: TimelineKind;
  readonly visibility: Visibility;
  readonly association: AssociationCode | null;
  readonly text: string;
}

export interface SamplePerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly function: string | null;
  readonly organisation: string | null;
}

/** What an inquirer says. */
export interface SampleInquiry {
  readonly place: Place | null;
  readonly furtherPlaces: readonly string[];
  readonly reach: Reach;
  readonly inquirerKind: InquirerKind;
  readonly channel: Channel;
  readonly topics: readonly string[];
  readonly support: readonly SupportKind[];
  readonly wish: AssociationCode | null;
  readonly consent: boolean;
  readonly concern: string;
  readonly quartier: string | null;
  readonly person: SamplePerson;
}

/** A whole case as it stands at the end of the sample's time. */
export interface SampleCase {
  readonly id: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly version: number;
  /** Null for who has been made anonymous. */
  readonly inquiry: SampleInquiry | null;
  readonly channel: Channel;
  readonly inquirerKind: InquirerKind;
  readonly reach: Reach;
  readonly informKommune: boolean;
  readonly reasons: readonly string[];
  readonly title: string;
  readonly phase: Phase | null;
  readonly result: string | null;
  readonly minutes: number | null;
  readonly duplicateOf: string | null;
  readonly receivedAt: Date;
  readonly assignedAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly firstAnswerWorkingMinutes: number | null;
  readonly firstAnswerDueAt: Date | null;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
  readonly kommunen: readonly string[];
  readonly topics: readonly string[];
  readonly support: readonly SupportKind[];
  readonly participations: readonly SampleParticipation[];
  readonly transitions: readonly SampleTransition[];
  readonly timeline: readonly SampleEntry[];
}
