import type { PreparedOperation } from './prepared-operation.ts';

/** How much is kept of what has been prepared. */
export interface StoreLimits {
  readonly maxOperations: number;
  /** In the unit of `PreparedOperation.size`: about one byte. */
  readonly maxSize: number;
}

const defaults: StoreLimits = { maxOperations: 10_000, maxSize: 128 * 1024 * 1024 };

/** Keeps prepared operations; the one that has not been used for the longest time goes first. */
export interface OperationStore<Context> {
  /** Finds an operation, or prepares it: once, however many requests come for it meanwhile. */
  get(
    key: string,
    prepare: () => PreparedOperation<Context>,
  ): PreparedOperation<Context> | Promise<PreparedOperation<Context>>;
}

export function createOperationStore<Context>(limits: Partial<StoreLimits>): OperationStore<Context> {
  const { maxOperations, maxSize } = { ...defaults, ...limits };
  const kept = new Map<string, PreparedOperation<Context>>();
  const underWay = new Map<string, Promise<PreparedOperation<Context>>>();
  const inTurn = createTurns();
  let size = 0;

  const keep = (key: string, operation: PreparedOperation<Context>): void => {
    kept.set(key, operation);
    size += operation.size;
    for (const [oldest, { size: freed }] of kept) {
      if (kept.size <= maxOperations && size <= maxSize) return;
      kept.delete(oldest);
      size -= freed;
    }
  };

  const prepareOnce = async (key: string, prepare: () => PreparedOperation<Context>) => {
    try {
      const operation = await inTurn(prepare);
      keep(key, operation);
      return operation;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    get(key, prepare) {
      const operation = kept.get(key);
      if (operation) {
        // Maps keep the order of insertion: what is used goes to the end.
        kept.delete(key);
        kept.set(key, operation);
        return operation;
      }
      const promise = underWay.get(key) ?? prepareOnce(key, prepare);
      underWay.set(key, promise);
      return promise;
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
