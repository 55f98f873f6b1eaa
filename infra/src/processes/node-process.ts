import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the processes give themselves, so that one that is still finishing a call is not cut off. */
const graceMs = 12_000;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines it wrote to standard error. */
  readonly lastWords: readonly string[];
}

export interface NodeProcess {
  /** Undefined where it could not be started at all. */
  readonly pid: number | undefined;
  readonly exited: Promise<Ending>;
  /** Asks it to end, waits, and ends it by force where it does not. */
  stop(): Promise<void>;
  /** Ends it by force, at once. */
  kill(): void;
}

export interface NodeProcessOptions {
  /** Absolute path of the file that Node runs. */
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Gets every line of standard output, which goes to the log file in any case. */
  readonly onLine?: (line: string) => void;
}

/**
 * How services are started, here as in their `start` scripts.
 *
 * What a request makes is garbage once it is answered: where the space for what is new is large from the start (MiB, three times that at most),
 * most of it is never looked at again. With 64 an answer of 90 KB, fifty of them at once, costs little more than half of what it does with 32;
 * twice as much again saves little more (docs/benchmarks.md). What has grown old is collected when there is half as much again
 * as was in use: by itself, V8 waits on a large machine for four times as much, in each of six processes.
 *
 * Under load, when many requests are under way, V8 takes their objects for long-lived ones and begins to make them among the old. Each then
 * holds on to what is new until old garbage goes: of an answer of 90 KB, all of it. Without that guess, a collection of new objects takes
 * 1 ms there and not 15.
 */
export const nodeFlags = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--heap-growing-percent=50',
  '--no-allocation-site-pretenuring',
] as const;

/**
 * Starts a Node process in a session of its own: the terminal's Ctrl-C reaches this process alone, which ends the others in
 * order. Through its IPC channel the new process notices when this one is gone.
 */
export function startNodeProcess(options: NodeProcessOptions): NodeProcess {
  const child = spawn(process.execPath, [...nodeFlags, options.script], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastWords = followOutput(child, options);
  const exited = new Promise<Ending>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, lastWords: [error.message] }));
    child.once('close', (code, signal) => resolve({ code, signal, lastWords }));
  });
  return { pid: child.pid, exited, stop: () => stop(child, exited), kill: () => killWithChildren(child) };
}

/** In German, for a sentence: 'Signal SIGKILL', 'Code 1'. */
export function describeEnding({ code, signal }: Ending): string {
  return signal ? `Signal ${signal}` : `Code ${code ?? 'unbekannt'}`;
}

function followOutput(child: ChildProcess, { logFile, onLine }: NodeProcessOptions): readonly string[] {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  // A full disk must not end the system; what the file lacks is still there for `onLine` and `lastWords`.
  log.on('error', () => {});
  const lastWords: string[] = [];
  const follow = (stream: Readable | null, act: (line: string) => void) => {
    if (!stream) return;
    stream.on('error', () => {});
    stream.pipe(log, { end: false });
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', act);
  };
  follow(child.stdout, (line) => onLine?.(line));
  follow(child.stderr, (line) => {
    if (line.trim()) lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
  });
  child.once('close', () => log.end());
  return lastWords;
}

async function stop(child: ChildProcess, exited: Promise<Ending>): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
  if (hasEnded(child)) return;
  killWithChildren(child);
  await exited;
}

/** The process leads its own group, so that what it may have started ends with it. */
function killWithChildren(child: ChildProcess): void {
  if (hasEnded(child) || child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
