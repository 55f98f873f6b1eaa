import type { EarlyCall } from './outbox.ts';
import type { SubgraphCall } from './subgraph-call.ts';

/** One call of a run that went well. */
export interface RememberedCall {
  readonly call: SubgraphCall;
  readonly contents: EarlyCall['contents'];
  /** After how many answers, in the order in which they came, it was sent. */
  readonly after: number;
  /** Its place in that order. */
  readonly answered: number;
  readonly answer: string;
}

/**
 * A run that went well: its calls, their answers, and what became of them. The answer to the client follows from the
 * operation, its variables and the subgraphs' answers alone. So where all of these are the same, it is the same.
 */
export interface RememberedRun {
  readonly calls: readonly RememberedCall[];
  readonly data: object;
  /** About how many bytes it takes. */
  readonly size: number;
}

/** Keeps runs of all operations of one supergraph, within bounds. */
export interface RunMemory {
  find(key: string): RememberedRun | undefined;
  /** True if the run of this request should be kept: the same was asked before, and its answers do not keep changing. */
  wants(key: string): boolean;
  keep(key: string, run: RememberedRun): void;
  /** Notes that a run is not like what was kept. */
  miss(key: string): void;
}

interface Entry {
  run: RememberedRun | undefined;
  usedAt: number;
  misses: number;
  /** How many requests still pass before it is tried again. */
  pause: number;
}

/** So many keys without a run are kept, to notice that something is asked again. */
const maxEntries = 5000;
/** A pause after each miss, twice as long every time, so that ever changing answers cost next to nothing. */
const longestPause = 256;

/** What nobody asks for is forgotten after this time: it may hold what is about persons. */
const maxIdleMs = 60_000;

/**
 * @param maxSize in bytes
 * @param now in milliseconds
 */
export function createRunMemory(maxSize: number, now: () => number = () => performance.now()): RunMemory {
  const entries = new Map<string, Entry>();
  let size = 0;

  const forget = (entry: Entry): void => {
    size -= entry.run?.size ?? 0;
    entry.run = undefined;
  };
  const drop = (key: string, entry: Entry): void => {
    entries.delete(key);
    forget(entry);
  };
  const shrink = (): void => {
    const oldest = now() - maxIdleMs;
    for (const [key, entry] of entries) {
      if (size <= maxSize && entries.size <= maxEntries && entry.usedAt > oldest) return;
      drop(key, entry);
    }
  };

  return {
    find(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // Maps keep the order of insertion: what is used goes to the end.
      entries.delete(key);
      shrink();
      entries.set(key, entry);
      if (entry.usedAt < now() - maxIdleMs) forget(entry);
      entry.usedAt = now();
      return entry.run;
    },
    wants(key) {
      const entry = entries.get(key);
      if (!entry) {
        entries.set(key, { run: undefined, usedAt: now(), misses: 0, pause: 0 });
        shrink();
        return false;
      }
      if (entry.pause === 0) return true;
      entry.pause -= 1;
      return false;
    },
    keep(key, run) {
      const entry = entries.get(key);
      if (!entry || run.size > maxSize / 8) return;
      size += run.size - (entry.run?.size ?? 0);
      entry.run = run;
      shrink();
    },
    miss(key) {
      const entry = entries.get(key);
      if (!entry) return;
      forget(entry);
      entry.pause = Math.min(2 ** entry.misses, longestPause);
      entry.misses += 1;
    },
  };
}
