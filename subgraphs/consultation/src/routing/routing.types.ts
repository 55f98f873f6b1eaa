import type {
  AssociationCode,
  InquirerKind,
  KommuneKind,
  ParticipationRole,
  Reach,
  RoutingOutcome,
} from '../generated/resolvers.ts';

/**
 * What routing is asked, what it must be told, and what it answers.
 *
 * Plain, readonly data on purpose: the same call gives the same answer in a trial run, at submission and in a test.
 * Days are ISO dates (`2026-11-22`), instants ISO timestamps in UTC, keys always text.
 */

export type { AssociationCode, InquirerKind, KommuneKind, ParticipationRole };

/** The numbers of the rules in docs/decisions/0003-routing.md. */
export type RuleNumber = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** How the inquirer named the place. That exactly one of the three was given is checked before. */
export interface Place {
  readonly by: 'AGS' | 'NAME' | 'POSTAL_CODE';
  readonly value: string;
}

export interface RoutingInquiry {
  readonly place: Place | null;
  /** Keys of further Kommunen, in any order; duplicates and the place itself do no harm. */
  readonly furtherPlaces: readonly string[];
  readonly reach: Reach;
  readonly inquirerKind: InquirerKind;
  /** Codes of the topics, none if the inquirer named none. */
  readonly topics: readonly string[];
  readonly wish: AssociationCode | null;
  readonly consentToInformKommune: boolean;
  /** Day of receipt: memberships, absences and the register count as of this day. */
  readonly on: string;
}

/** A row of the register: a Gemeinde (8 digits) or a Landkreis (5 digits). A Stadtkreis is a Gemeinde. */
export interface KommuneFact {
  readonly ags: string;
  readonly name: string;
  readonly kind: KommuneKind;
  readonly population: number;
  /** Name of the Landkreis it lies in; null for a Stadtkreis and for a Landkreis itself. */
  readonly landkreisName: string | null;
  /** Last day on which the key was valid; null while it is. */
  readonly validUntil: string | null;
  readonly successorAgs: string | null;
}

/** A gemeindefreies Gebiet (Textkennzeichen 66): it has a key and a name, but no Kommune. */
export interface UnincorporatedArea {
  readonly ags: string;
  readonly name: string;
}

export interface MembershipFact {
  readonly association: AssociationCode;
  readonly ags: string;
  readonly status: 'ACTIVE' | 'DORMANT' | 'ENDED';
  /** First day, null if it was always there. */
  readonly from: string | null;
  /** Last day, inclusive; null while no end is known. */
  readonly until: string | null;
  /** The member wants this association for matters of the Quartier. */
  readonly preferred: boolean;
}

/** A case of a Kommune; never the one that is being routed. */
export interface CaseFact {
  readonly ags: string;
  readonly lead: AssociationCode;
  readonly receivedOn: string;
  /** Null while it is open. */
  readonly closedOn: string | null;
}

export interface AbsenceFact {
  readonly from: string;
  /** Last day, inclusive; null while no end is known. */
  readonly until: string | null;
  /** Id of the deputy, an advisor of the same association. */
  readonly deputy: string | null;
}

export interface AdvisorFact {
  readonly association: AssociationCode;
  /** Unique within the association. */
  readonly id: string;
  readonly active: boolean;
  readonly absences: readonly AbsenceFact[];
  /** Keys of Kommunen with a conflict of interest. */
  readonly conflicts: readonly string[];
  readonly topics: readonly { readonly topic: string; readonly level: 1 | 2 | 3 }[];
  /** Keys of Kreise (08336), Regionen (0833), Regierungsbezirke (083) or the whole Land (08). None means nowhere. */
  readonly areas: readonly string[];
  /** Open cases the advisor can carry at a time. */
  readonly capacity: number;
  readonly openCases: number;
  /** When the advisor last got a new case; null if never. */
  readonly lastAssignedAt: string | null;
  /** Keys of Kommunen the advisor has worked with. */
  readonly knows: readonly string[];
}

/**
 * What the caller looked up for one inquiry. The order of rows never matters; keys are unique per list of rows.
 *
 * To fill it: (1) find the keys that the place fits, (2) load the rows of these, of `registerKeyOf` every given key, and of their
 * successors, (3) load memberships and cases of all these rows, (4) load the advisors of the directory.
 */
export interface RoutingFacts {
  /** For a name or a postal code: the keys of all Kommunen and gemeindefreie Gebiete it fits. Unused for a key. */
  readonly placeMatches: readonly string[];
  readonly kommunen: readonly KommuneFact[];
  readonly unincorporated: readonly UnincorporatedArea[];
  readonly memberships: readonly MembershipFact[];
  readonly cases: readonly CaseFact[];
  readonly advisors: readonly AdvisorFact[];
}

export interface ProposedParticipation {
  readonly association: AssociationCode;
  readonly role: ParticipationRole;
}

/** Who answers for the case. A TEAM as owner means that nobody was free: its team lead is to be alerted. */
export type Owner =
  | { readonly kind: 'ADVISOR'; readonly association: AssociationCode; readonly id: string }
  | { readonly kind: 'TEAM'; readonly association: AssociationCode }
  | { readonly kind: 'COORDINATORS' };

export interface RoutingDecision {
  readonly outcome: RoutingOutcome;
  /** Key of the Kommune the case belongs to; null where none is settled. */
  readonly seat: string | null;
  /** Keys of all Kommunen the case is about: the seat first, the others in the order of the register. */
  readonly concerns: readonly string[];
  /** Set exactly when the outcome is ASSIGNED. */
  readonly lead: AssociationCode | null;
  /** LEAD, then CO_ADVICE, then INFORMED; each association at most once. */
  readonly participations: readonly ProposedParticipation[];
  readonly advisor: { readonly association: AssociationCode; readonly id: string } | null;
  /** Null exactly where no case comes into being: AMBIGUOUS_PLACE and REFUSED. */
  readonly owner: Owner | null;
  /** For AMBIGUOUS_PLACE: the keys to choose from, in the order of the register. */
  readonly choices: readonly string[];
  /** Whether the Kommune is told of an inquiry that an interested party sent. */
  readonly informKommune: boolean;
  /** Given keys that the register does not know: the caller's fault, if the caller wants to treat it as one. */
  readonly unknownKeys: readonly string[];
  /** Plain German, one sentence each, in the order in which the rules decided. */
  readonly reasons: readonly string[];
  /** The rule behind each reason, at the same position. */
  readonly rules: readonly RuleNumber[];
}

/** One thing a rule found, with the sentence that says so. */
export interface Step {
  readonly rule: RuleNumber;
  readonly reason: string;
}
