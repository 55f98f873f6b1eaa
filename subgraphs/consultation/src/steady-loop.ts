import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Pauses after failures, in milliseconds: short at first, for something that is only starting, and never so long that what is back
 * would wait for it.
 */
const firstRetryMs = 100;
const longestRetryMs = 5_000;

export interface Steps {
  /** Does a part of the work; answers how long to pause before the next, in milliseconds. */
  readonly step: () => Promise<number>;
  readonly onFailure: (error: unknown) => void;
}

/** Does one step after the other until `signal` is raised. A step that fails is done again after a pause that grows. */
export async function keepDoing({ step, onFailure }: Steps, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const pauseMs = await step();
      failures = 0;
      await pause(pauseMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      onFailure(error);
      await pause(backOff(failures), signal);
    }
  }
}

/** Half as long again with every failure; by chance up to a half less, so that processes do not all ask at the same moment. */
function backOff(failures: number): number {
  const full = Math.min(firstRetryMs * 1.5 ** (failures - 1), longestRetryMs);
  return full * (1 - Math.random() / 2);
}

/** Ends early when `signal` is raised. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // Stopped: the loop sees the signal itself.
  }
}
