import type {
  FundingApplicant,
  FundingConditionCode,
  FundingFit,
  FundingGapCode,
  FundingGapWeight,
  FundingStepCode,
  InquirerKind,
  KommuneKind,
  Phase,
  Reach,
} from '../generated/resolvers.ts';

/** A Förderprogramm as the centre knows it. */
export interface ProgrammeRow {
  readonly code: string;
  readonly name: string;
  readonly operator: string | null;
  readonly funder: string | null;
  readonly applicants: readonly FundingApplicant[];
  /** Of whom the known terms do not say whether they may apply. */
  readonly unclear: readonly FundingApplicant[];
  readonly funded: readonly string[];
  readonly amounts: readonly AmountRow[];
  readonly conditions: readonly ConditionRow[];
  /** Codes of fields of action, of which an undertaking needs one; empty where none is asked for. */
  readonly topics: readonly string[];
  /** By their deadlines. */
  readonly rounds: readonly RoundRow[];
  /** Year of the newest announcement. */
  readonly factsFrom: number | null;
  /** ISO day on which the centre confirmed the facts. */
  readonly confirmedOn: string | null;
  readonly sources: readonly string[];
}

export interface AmountRow {
  readonly applicants: readonly FundingApplicant[];
  readonly minEuro: number | null;
  readonly maxEuro: number;
}

export interface ConditionRow {
  readonly code: FundingConditionCode;
  readonly text: string;
}

/** Days as ISO dates; the deadline is the last day. */
export interface RoundRow {
  readonly talksFrom: string | null;
  readonly talksUntil: string | null;
  readonly deadline: string;
  readonly startFrom: string | null;
}

/** What a check must know of a case. */
export interface FundingFacts {
  readonly inquirerKind: InquirerKind | null;
  readonly reach: Reach;
  /** The Kommunen that it is about, the seat first. */
  readonly kommunen: readonly { readonly ags: string; readonly kind: KommuneKind }[];
  /** Codes. */
  readonly topics: readonly string[];
  readonly phase: Phase | null;
}

export interface GapRow {
  readonly code: FundingGapCode;
  readonly weight: FundingGapWeight;
  readonly text: string;
}

export interface StepRow {
  readonly code: FundingStepCode;
  readonly text: string;
  readonly by: string;
  readonly passed: boolean;
}

export interface MatchRow {
  readonly programme: ProgrammeRow;
  readonly fit: FundingFit;
  readonly applicant: FundingApplicant | null;
  readonly amount: AmountRow | null;
  readonly missing: readonly GapRow[];
  readonly round: RoundRow | null;
  readonly steps: readonly StepRow[];
}
