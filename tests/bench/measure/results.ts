/** Medians of all rounds of one contender in one case. */
export interface Measured {
  /** Answers a second, from clients who ask again as soon as they are answered. */
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor seconds of the contender's process for 1,000 answers. */
  readonly cpuSecondsPer1000: number;
  readonly rssMb: number;
  /** Calls to subgraphs; NaN where they were not counted. */
  readonly callsPerAnswer: number;
  /** At half of `rps`, evenly spread; the time counts from when a question was due. */
  readonly halfLoad: { readonly p50Ms: number; readonly p99Ms: number; readonly answers: number } | null;
  /** Null where its answers are those of the first contender; else what is different. */
  readonly differs: string | null;
}

/** Why a contender was not measured. */
export interface NotMeasured {
  readonly failed: string;
}

export type Outcome = Measured | NotMeasured;

export interface CaseResult {
  readonly name: string;
  readonly answerBytes: number;
  readonly clients: number;
  readonly contenders: Readonly<Record<string, Outcome>>;
}

export function isMeasured(outcome: Outcome | undefined): outcome is Measured {
  return outcome !== undefined && !('failed' in outcome);
}
