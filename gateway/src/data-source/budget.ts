import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long one request may still take. Every call that is made for it ends with one of these signals. */
export interface Budget {
  /** Milliseconds left; 0 or less once it is spent. */
  readonly remainingMs: () => number;
  /** Whether it was long enough that a subgraph which misses it is itself to blame. */
  readonly ample: boolean;
  /** Ends reading calls: the time is over, or the client has left. */
  readonly signal: AbortSignal;
  /** Ends writing calls: the time is over. A client that leaves does not leave its change half done. */
  readonly deadline: AbortSignal;
}

/** Reasons that an ended call can tell apart. */
export const outOfTime = new Error('the time budget is spent');
export const clientLeft = new Error('the client has left');

/** The header in which a client says, and a subgraph is told, how many milliseconds the answer may take. */
export const budgetHeader = 'x-budget-ms';

/** A budget and the two ways in which its clock stops. */
export interface RunningBudget {
  readonly budget: Budget;
  /** The answer is there, or nobody asks any more: the clock stops. */
  readonly end: () => void;
  /** The client has left: ends reading calls. */
  readonly leave: () => void;
}

/**
 * Starts the clock for one request: the client's wish from `x-budget-ms` (whole milliseconds), at most `maxMs`.
 *
 * It stops by itself when the answer is sent or the connection is gone.
 */
export function startBudget(request: FastifyRequest, reply: FastifyReply, maxMs: number): Budget {
  const { budget, end, leave } = runBudget(Math.min(readBudget(request.headers[budgetHeader]) ?? maxMs, maxMs), maxMs);
  reply.raw.once('close', () => {
    end();
    if (!reply.raw.writableFinished) leave();
  });
  return budget;
}

/** Starts a clock that whoever starts it ends: for one of several operations that are answered together. */
export function runBudget(totalMs: number, maxMs: number): RunningBudget {
  const endsAt = performance.now() + totalMs;
  const deadline = new AbortController();
  const reading = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(outOfTime);
    reading.abort(outOfTime);
  }, totalMs);
  return {
    budget: {
      remainingMs: () => Math.floor(endsAt - performance.now()),
      ample: totalMs >= Math.min(maxMs, 2000),
      signal: reading.signal,
      deadline: deadline.signal,
    },
    end: () => clearTimeout(timer),
    leave: () => reading.abort(clientLeft),
  };
}

function readBudget(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' && /^[1-9]\d{0,6}$/.test(header) ? Number(header) : undefined;
}
