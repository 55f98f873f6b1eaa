import type { FundingApplicationFacts } from '../funding/funding-application.types.ts';
import type {
  AssociationCode,
  CaseStatus,
  CommitmentKind,
  ContactKind,
  ParticipationRole,
  ParticipationState,
  Phase,
  RecommendationState,
  TimelineKind,
  Visibility,
} from '../generated/resolvers.ts';
import type { NewNotification } from '../notification/notification.repository.ts';
import type { NewProject } from '../project/case-project.repository.ts';
import type { NewIntroduction } from '../twin/request-introduction.repository.ts';
import type { Relation, Row } from './transitions.ts';

/** A part in a case that is in force, or a lead that is proposed. */
export interface PartFact {
  readonly id: string;
  readonly association: AssociationCode;
  readonly role: ParticipationRole;
  readonly state: ParticipationState;
  readonly advisorId: string | null;
  /** False for a lead that is proposed and not accepted yet. */
  readonly inForce: boolean;
  /** Until when a request for co-advice, or an offer of the lead, is to be answered; null where nobody is asked, or can answer. */
  readonly answerDueAt: Date | null;
}

/** A case as it stands while nobody else can change it, with what the viewer may see of it. */
export interface CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly receivedAt: Date;
  readonly assignedAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  /** Working minutes from the receipt to the first answer. */
  readonly firstAnswerWorkingMinutes: number | null;
  /** Null where there is a first answer, and while the clock stands still. */
  readonly firstAnswerDueAt: Date | null;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
  readonly phase: Phase | null;
  /** The project that it accompanies, and the phase in which that is. */
  readonly project: { readonly id: string; readonly phase: Phase } | null;
  readonly result: string | null;
  readonly minutes: number | null;
  readonly duplicateOf: string | null;
  /** Codes in the official order. */
  readonly topics: readonly string[];
  /** Keys of the Kommunen it is about. */
  readonly kommunen: readonly string[];
  readonly parts: readonly PartFact[];
  readonly header: boolean;
  readonly content: boolean;
}

/** Who acts. */
export interface Actor {
  /** Stands in the transition. */
  readonly subject: string;
  readonly association: AssociationCode | null;
  readonly advisorId: string | null;
  readonly relations: readonly Relation[];
}

/** The moment of an action: what it finds, who does it, and the row that allows it. */
export interface Scene {
  readonly facts: CaseFacts;
  readonly actor: Actor;
  readonly row: Row;
  readonly at: Date;
}

/** Columns of the case that a plan may set; status and the other moments follow from the row of the table. */
export type CasePatch = Partial<Pick<CaseFacts, 'firstAnsweredAt' | 'phase' | 'result' | 'minutes' | 'duplicateOf'>>;

/** An entry that goes into the timeline. */
export interface NewEntry {
  readonly kind: TimelineKind;
  readonly visibility: Visibility;
  readonly association: AssociationCode | null;
  readonly text: string;
  /** When it happened; the moment of the action where not said. */
  readonly at?: Date;
}

export type PartChange =
  /** `because` is the entry of the same plan that tells why. */
  | { readonly kind: 'END'; readonly id: string; readonly state: 'DECLINED' | 'ENDED'; readonly because?: NewEntry }
  /** A proposed lead comes into force. */
  | { readonly kind: 'ACCEPT'; readonly id: string; readonly advisorId: string | null; readonly takesForce?: boolean }
  | { readonly kind: 'NAME'; readonly id: string; readonly advisorId: string }
  | {
      readonly kind: 'ADD';
      readonly association: AssociationCode;
      readonly role: ParticipationRole;
      readonly state: 'REQUESTED' | 'ACCEPTED';
      readonly advisorId: string | null;
      readonly inForce: boolean;
    };

/** All that one action changes, beyond what its row in the table sets. */
export interface Plan {
  readonly patch?: CasePatch;
  /** Why, for the transition. */
  readonly reason?: string;
  readonly parts?: readonly PartChange[];
  readonly topics?: readonly string[];
  /** In the order in which they are read. Each change has one at least. */
  readonly entries: readonly [NewEntry, ...NewEntry[]];
  /** Belongs to the first entry. */
  readonly contact?: { readonly kind: ContactKind; readonly minutes: number; readonly travelMinutes: number };
  /** Belongs to the first entry. */
  readonly recommendation?: { readonly topic: string | null };
  /** Belongs to the first entry. */
  readonly commitment?: { readonly kind: CommitmentKind; readonly dueAt: Date };
  readonly commitmentState?: { readonly id: string; readonly state: 'KEPT' | 'DROPPED' };
  readonly recommendationState?: { readonly id: string; readonly state: RecommendationState };
  /** A new application belongs to the first entry; one that has a key already takes on these facts. */
  readonly fundingApplication?: FundingApplicationFacts & { readonly id: string | null };
  /** From now on the case accompanies this project: a new one, or one that there is. */
  readonly project?: NewProject | { readonly id: string };
  /** To be brought together with the people of another Kommune's project. */
  readonly introduction?: NewIntroduction;
}

/** A change that is decided: the case as it was and as it becomes. */
export interface DecidedChange {
  readonly before: CaseFacts;
  readonly after: CaseFacts;
  readonly plan: Plan;
  readonly actor: string;
  readonly association: AssociationCode | null;
  readonly advisorId: string | null;
  readonly at: Date;
  /** Who is told of it. */
  readonly notifications: readonly NewNotification[];
}

/** An outcome that people can do something about: a German sentence, and what is missing by its name in the input. */
export interface Refusal {
  readonly refused: string;
  readonly missing?: readonly string[];
}
