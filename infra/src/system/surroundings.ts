import type { LocalEnv } from '../env.ts';
import type { Ports } from '../parts.ts';

/** What every part of the running system needs to know. */
export interface Surroundings {
  readonly env: LocalEnv;
  readonly ports: Ports;
  readonly say: (line: string) => void;
  /** Says what a process warns of. Silent while parts are still waiting for each other, at the start and at the end. */
  readonly sayTrouble: (line: string) => void;
  /** Aborted as soon as the system is to end. */
  readonly signal: AbortSignal;
  readonly logFileOf: (name: string) => string;
}
