/** Says whether it makes sense to call at all. */
export interface Breaker {
  /** False: do not call now. True: call, and report how it went. */
  readonly admits: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
  /** The call ended for reasons that say nothing about the other side. */
  readonly undecided: () => void;
}

const failuresBeforeOpening = 5;
const firstPauseMs = 250;
const longestPauseMs = 2000;

/**
 * After five faults in a row it refuses for a quarter of a second, then lets single trials through, with pauses that double up
 * to two seconds: a dead subgraph costs nobody's time, and one that is back is used again at once.
 */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let failures = 0;
  let pausedUntil = 0;
  let pauseMs = firstPauseMs;
  let trial = false;
  return {
    admits() {
      if (failures < failuresBeforeOpening) return true;
      if (trial || now() < pausedUntil) return false;
      trial = true;
      return true;
    },
    succeeded() {
      failures = 0;
      pauseMs = firstPauseMs;
      trial = false;
    },
    failed() {
      failures += 1;
      trial = false;
      const alreadyPausing = now() < pausedUntil;
      if (failures < failuresBeforeOpening || alreadyPausing) return;
      pausedUntil = now() + pauseMs;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    },
    undecided() {
      trial = false;
    },
  };
}
