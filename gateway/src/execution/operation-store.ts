import type { PreparedOperation } from './prepared-operation.ts';

/** How much is kept of what has been prepared. */
export interface StoreLimits {
  readonly maxOperations: number;
  /** In the unit of `PreparedOperation.size`: about one byte. */
  readonly maxSize: number;
}

const defaults: StoreLimits = { maxOperations: 10_000, maxSize: 128 * 1024 * 1024 };

/** Keeps prepared operations; the one that has not been used for the longest time goes first. */
export interface OperationStore<Context, Origin> {
  /** Finds an operation, or prepares it: once, however many requests come for it meanwhile. */
  get(
    key: string,
    prepare: () => Kept<Context, Origin>,
  ): PreparedOperation<Context> | Promise<PreparedOperation<Context>>;
  /** Where the operations came from, beginning with the one that was used last. */
  origins(): Origin[];
}

interface Kept<Context, Origin> {
  readonly operation: PreparedOperation<Context>;
  readonly origin: Origin | undefined;
}

export function createOperationStore<Context, Origin>(limits: Partial<StoreLimits>): OperationStore<Context, Origin> {
  const { maxOperations, maxSize } = { ...defaults, ...limits };
  const kept = new Map<string, Kept<Context, Origin>>();
  const underWay = new Map<string, Promise<PreparedOperation<Context>>>();
  const inTurn = createTurns();
  let size = 0;

  const keep = (key: string, prepared: Kept<Context, Origin>): void => {
    kept.set(key, prepared);
    size += prepared.operation.size;
    for (const [oldest, { operation }] of kept) {
      if (kept.size <= maxOperations && size <= maxSize) return;
      kept.delete(oldest);
      size -= operation.size;
    }
  };

  const prepareOnce = async (key: string, prepare: () => Kept<Context, Origin>) => {
    try {
      const prepared = await inTurn(prepare);
      keep(key, prepared);
      return prepared.operation;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    get(key, prepare) {
      const known = kept.get(key);
      if (known) {
        // Maps keep the order of insertion: what is used goes to the end.
        kept.delete(key);
        kept.set(key, known);
        return known.operation;
      }
      const promise = underWay.get(key) ?? prepareOnce(key, prepare);
      underWay.set(key, promise);
      return promise;
    },
    origins() {
      return [...kept.values()].flatMap(({ origin }) => (origin === undefined ? [] : [origin])).reverse();
    },
  };
}

/**
 * Planning computes without a pause, for milliseconds to seconds. Several plans in a row let everything else that is
 * waiting go first, so that many new operations at once do not stop the process.
 */
function createTurns(): <Result>(work: () => Result) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(() => nextTurn()).then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
