import type { BenchCase } from './measure/bench-case.ts';
import type { Contender, ContenderOptions } from './measure/contender.ts';
import type { Say } from './measure/measure-case.ts';
import type { CaseResult } from './measure/results.ts';

/** What the command line asks for, made ready for the cases. */
export interface Session {
  readonly quick: boolean;
  /** Also what takes many minutes. */
  readonly full: boolean;
  /** Where databases are kept from one run to the next. Absolute path. */
  readonly dataDir: string;
  /** Options for our own processes, such as for writing profiles. */
  readonly nodeOptions: string;
  readonly say: Say;
  /** Starts those of the contenders that were asked for. One that does not start is told and left out. */
  readonly start: (options: readonly ContenderOptions[]) => Promise<readonly Contender[]>;
  /** @param processor the one that the clients may use; all where it is not given */
  readonly measure: (bench: BenchCase, processor?: number) => Promise<CaseResult>;
}

export type AddResult = (result: CaseResult) => void;

/** Cases that need the same surroundings. */
export interface Group {
  readonly cases: readonly string[];
  /** @param add takes each result as soon as it is there: what was measured stays, whatever fails later */
  readonly measure: (session: Session, names: readonly string[], add: AddResult) => Promise<void>;
}
