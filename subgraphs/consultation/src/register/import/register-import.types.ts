import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { RegisterEntryKind } from '../../generated/resolvers.ts';
import type { RoutingStand } from '../../routing/plain-inquiry.ts';
import type { RegisterRecords } from '../register.repository.ts';

/** What a person decides, because no file says it. */
export interface ImportChoices {
  /** Day of the file's population figures, ISO 8601. */
  readonly populationAsOf: string;
  readonly successors: readonly SuccessorChoice[];
}

export interface SuccessorChoice {
  /** Key of a Kommune that the file no longer names. */
  readonly ended: string;
  readonly successor: string;
  /** Last day of the ended one; null for the day before the Gebietsstand. */
  readonly validUntil: string | null;
}

/** What an import does with one row of the register. */
export interface ImportEntry {
  readonly key: string;
  readonly kind: RegisterEntryKind;
  /** As it is called afterwards. */
  readonly name: string;
  /** Line of the file; null for what the file no longer names. */
  readonly line: number | null;
  readonly changes: readonly FactChange[];
}

export interface SuccessorProposal {
  readonly ags: string;
  readonly name: string;
  /** What speaks for it, in plain German. */
  readonly reasons: readonly string[];
}

/** A Kommune that ends. */
export interface EndingEntry extends ImportEntry {
  readonly population: number;
  readonly validUntil: string;
  /** Key of its successor; null where nobody has named one yet. */
  readonly successor: string | null;
  /** Who may be meant, best first; empty where a successor is known. */
  readonly proposals: readonly SuccessorProposal[];
}

/** What an import does with the register: `next` is the register afterwards, the rest tells the difference. */
export interface RegisterDifference {
  readonly asOf: string;
  readonly added: readonly ImportEntry[];
  readonly ended: readonly EndingEntry[];
  /** Whose name changes, whatever else does. */
  readonly renamed: readonly ImportEntry[];
  readonly changed: readonly ImportEntry[];
  /** Regierungsbezirke, Regionen, Verwaltungsgemeinschaften and gemeindefreie Gebiete that come, change or go. */
  readonly areas: readonly ImportEntry[];
  /** How many Kommunen of the file are in the register as they are. */
  readonly unchanged: number;
  readonly next: RegisterRecords;
}

/** A Kommune whose inquiries are routed in another way afterwards. */
export interface RoutingShift {
  readonly ags: string;
  readonly name: string;
  /** Null for a Kommune that is new. */
  readonly before: RoutingStand | null;
  readonly after: RoutingStand;
  readonly openCases: number;
}
