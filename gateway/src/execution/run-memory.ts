import { LRUCache } from 'lru-cache';
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
  readonly run: RememberedRun | undefined;
  readonly misses: number;
  /** How many requests still pass before it is tried again. */
  pause: number;
}

/** So many keys without a run are kept, to notice that something is asked again. */
const maxEntries = 5000;
/** A pause after each miss, twice as long every time, so that ever changing answers cost next to nothing. */
const longestPause = 256;

/** What nobody asks for is forgotten after this time: it may hold what is about persons. */
const maxIdleMs = 60_000;

/** @param maxSize in bytes; a run may take an eighth of it */
export function createRunMemory(maxSize: number): RunMemory {
  const entries = new LRUCache<string, Entry>({
    ...{
      max: maxEntries,
      maxSize,
      maxEntrySize: maxSize / 8,
      sizeCalculation: ({ run }: Entry) => 1 + (run?.size ?? 0),
    },
    ...{ ttl: maxIdleMs, ttlResolution: 1000, updateAgeOnGet: true },
  });
  let isForgetting = false;

  /** Goes on for as long as there is something to forget, whether or not anybody asks. */
  function forgetLater(): void {
    isForgetting = true;
    setTimeout(() => {
      entries.purgeStale();
      isForgetting = false;
      if (entries.size > 0) forgetLater();
    }, maxIdleMs).unref();
  }

  return {
    find: (key) => entries.get(key)?.run,
    wants(key) {
      const entry = entries.get(key);
      if (!entry) {
        entries.set(key, { run: undefined, misses: 0, pause: 0 });
        if (!isForgetting) forgetLater();
        return false;
      }
      if (entry.pause === 0) return true;
      entry.pause -= 1;
      return false;
    },
    keep(key, run) {
      const entry = entries.get(key);
      if (entry) entries.set(key, { ...entry, run });
    },
    miss(key) {
      const entry = entries.get(key);
      if (!entry) return;
      const { misses } = entry;
      entries.set(key, { run: undefined, misses: misses + 1, pause: Math.min(2 ** misses, longestPause) });
    },
  };
}
