import { setTimeout as sleep } from 'node:timers/promises';

/** Something that runs until it ends by itself or is stopped. */
export interface Running {
  /** Resolves with what is to be said about the end, in German ('Signal SIGKILL'). */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
  kill(): void;
}

export interface KeepRunningOptions {
  readonly name: string;
  start(): Promise<Running>;
  /** Resolves when it does its work. */
  untilReady(): Promise<void>;
  /** Whether it can be started now; false while somebody else has its port. */
  mayStart(): Promise<boolean>;
  /** Until the first restart, in milliseconds; each further one soon after waits twice as long, at most a minute. */
  readonly firstDelayMs: number;
  readonly say: (line: string) => void;
}

export interface Kept {
  readonly name: string;
  /** Rejects where the first start fails or the part ends before it is ready. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** The part between one start and its end. */
interface Life {
  readonly since: number;
  readonly end: Promise<string>;
}

const longestDelayMs = 60_000;

/**
 * Starts one part of the system and starts it again when it has ended. The others go on meanwhile.
 *
 * The delay before a restart is long enough to see what the system does without the part.
 */
export function keepRunning(options: KeepRunningOptions): Kept {
  const { name, say } = options;
  const stopping = new AbortController();
  let running: Running | undefined;
  let finished: Promise<void> | undefined;

  async function startOnce(): Promise<Life> {
    running = await options.start();
    if (stopping.signal.aborted) await running.stop();
    return { since: Date.now(), end: running.exited };
  }

  async function begin(): Promise<void> {
    const life = await startOnce();
    await readyOrEnded(life);
    finished = watch(life);
  }

  async function readyOrEnded({ end }: Life): Promise<void> {
    const endedEarly = end.then((reason) => {
      throw new Error(reason);
    });
    await Promise.race([options.untilReady(), endedEarly]);
  }

  async function watch(first: Life): Promise<void> {
    let delayMs = options.firstDelayMs;
    for (let life = first; ; ) {
      const reason = await life.end;
      if (stopping.signal.aborted) return;
      if (Date.now() - life.since > longestDelayMs) delayMs = options.firstDelayMs;
      await waitForRestart(reason, delayMs);
      if (stopping.signal.aborted) return;
      delayMs = Math.min(2 * delayMs, longestDelayMs);
      life = await startOnce().catch((error: Error) => ({ since: Date.now(), end: Promise.resolve(error.message) }));
      readyOrEnded(life).then(
        () => stopping.signal.aborted || say(`${name} läuft wieder.`),
        () => {},
      );
    }
  }

  async function waitForRestart(reason: string, delayMs: number): Promise<void> {
    say(`${name} ist beendet (${reason}); alles andere läuft weiter, Neustart in ${delayMs / 1000} s.`);
    await waitOrStop(delayMs);
    let said = false;
    while (!stopping.signal.aborted && !(await options.mayStart())) {
      if (!said) say(`${name} wird nicht neu gestartet, solange ein anderer Prozess den Port hat.`);
      said = true;
      await waitOrStop(delayMs);
    }
  }

  async function waitOrStop(delayMs: number): Promise<void> {
    await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
  }

  const ready = begin();
  return {
    name,
    ready,
    async stop() {
      stopping.abort();
      await running?.stop();
      await ready.catch(() => {});
      await finished;
    },
    kill() {
      stopping.abort();
      running?.kill();
    },
  };
}
