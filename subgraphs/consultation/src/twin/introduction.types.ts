import type { InquirerKind, IntroductionSide } from '../generated/resolvers.ts';

/** The last answer of a side. */
export interface AnswerFact {
  readonly side: IntroductionSide;
  /** How many answers it has given. */
  readonly version: number;
  readonly consents: boolean | null;
  /** ISO 8601. */
  readonly at: string | null;
}

/** An introduction as one viewer sees it. */
export interface IntroductionRow {
  readonly id: string;
  readonly askingCaseId: string;
  readonly projectId: string;
  /** Key of the Kommune that asks. */
  readonly kommune: string;
  readonly requestedAt: Date;
  readonly lapsesAt: Date;
  /** Whether both have agreed. */
  readonly introduced: boolean;
  /** Of the sides alone that the viewer advises. */
  readonly answers: readonly AnswerFact[];
}

/** In which case the contact of a side asked. */
export interface ContactRow {
  readonly introductionId: string;
  readonly side: IntroductionSide;
  readonly caseId: string;
  readonly inquirerKind: InquirerKind;
}

/** An introduction while nobody else can answer, and what the viewer may do with it. */
export interface IntroductionFacts {
  readonly id: string;
  readonly askingCaseId: string;
  readonly projectId: string;
  readonly lapsesAt: Date;
  readonly asking: SideFacts;
  readonly asked: SideFacts;
}

export interface SideFacts {
  readonly version: number;
  readonly consents: boolean | null;
  /** In which case the contact asked. */
  readonly caseId: string | null;
  readonly readable: boolean;
  readonly writable: boolean;
}
