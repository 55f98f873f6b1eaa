import type { Contender } from './contender.ts';
import type { LoadTask } from './load.ts';

/** What is asked of whom. */
export interface BenchCase extends Pick<LoadTask, 'headers' | 'bodies' | 'clients' | 'expect'> {
  readonly name: string;
  /** The first is what the others' answers are compared with. */
  readonly contenders: readonly Contender[];
  /** Takes out of an answer what is meant to differ from one to the next. */
  readonly normalise?: (text: string) => string;
  /** How many calls the subgraphs have had so far. */
  readonly countCalls?: () => Promise<number>;
}
