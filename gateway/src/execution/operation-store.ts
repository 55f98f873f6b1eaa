import { createSegmentedStore, type StoreLimits } from '../segmented.store.ts';
import type { PreparedOperation } from './prepared-operation.ts';

const limits: StoreLimits = { once: 8 * 1024 * 1024, again: 64 * 1024 * 1024 };

/** Keeps prepared operations, above all those that are asked again. */
export interface OperationStore<Context, Origin> {
  /** Finds an operation, or prepares it: once, however many requests come for it meanwhile. */
  get(
    key: string,
    prepare: () => Kept<Context, Origin>,
  ): PreparedOperation<Context> | Promise<PreparedOperation<Context>>;
  /** Prepares an operation that is in use elsewhere: it is kept as one that was asked again. */
  prepareAhead(key: string, prepare: () => Kept<Context, Origin>): Promise<void>;
  /** Where the operations came from, beginning with those that are most in use. */
  origins(): Origin[];
}

interface Kept<Context, Origin> {
  readonly operation: PreparedOperation<Context>;
  readonly origin: Origin | undefined;
}

export function createOperationStore<Context, Origin>(): OperationStore<Context, Origin> {
  const kept = createSegmentedStore<Kept<Context, Origin>>(limits, ({ operation }) => operation.size);
  const underWay = new Map<string, Promise<PreparedOperation<Context>>>();
  const inTurn = createTurns();

  const prepareOnce = async (key: string, prepare: () => Kept<Context, Origin>) => {
    try {
      const prepared = await inTurn(prepare);
      kept.set(key, prepared);
      return prepared.operation;
    } finally {
      underWay.delete(key);
    }
  };

  const get: OperationStore<Context, Origin>['get'] = (key, prepare) => {
    const known = kept.get(key);
    if (known) return known.operation;
    const promise = underWay.get(key) ?? prepareOnce(key, prepare);
    underWay.set(key, promise);
    return promise;
  };

  return {
    get,
    async prepareAhead(key, prepare) {
      await get(key, prepare);
      kept.get(key);
    },
    origins: () => kept.values().flatMap(({ origin }) => (origin === undefined ? [] : [origin])),
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
