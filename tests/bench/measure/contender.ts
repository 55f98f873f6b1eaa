import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A server that answers the same question as others, in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  /** Processor time the process has used so far, in seconds. */
  readonly cpuSeconds: () => number;
  readonly rssMb: () => number;
  readonly stop: () => Promise<void>;
}

export interface ContenderOptions {
  readonly name: string;
  /** Absolute path of a module that tells its parent `{ url }` once it serves, and ends when its parent lets go of it. */
  readonly module: string;
  readonly env: Readonly<Record<string, string>>;
  /** For Node itself. */
  readonly flags?: readonly string[];
  /** The number of the one processor it may use; all of them where it is not given. */
  readonly processor?: number;
}

/** In which steps the kernel counts processor time on every Linux that this runs on. */
const ticksPerSecond = 100;
/** Longer than any of them takes to start on a busy machine. */
const startMs = 60_000;

/** Starts a server and waits until it serves. Rejects where it ends before. */
export async function startContender({ name, module, env, flags, processor }: ContenderOptions): Promise<Contender> {
  const child = startChild(module, env, flags);
  const { url } = await firstMessage<{ url: string }>(child, name);
  if (processor !== undefined) pin(child.pid, processor);
  return {
    name,
    url,
    cpuSeconds: () => readCpuSeconds(child.pid),
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () => stop(child),
  };
}

export function startChild(
  module: string,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): ChildProcess {
  return fork(module, { env: { ...process.env, ...env }, execArgv: [...flags], serialization: 'advanced' });
}

/** Whether processes can be bound to a processor here, and there is more than one. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Binds all threads of a process to one processor, where that can be done. */
export function pin(pid: number | undefined, processor: number): void {
  if (canPin) execFileSync('taskset', ['-apc', String(processor), String(pid)], { stdio: 'ignore' });
}

/** What a child says first. Rejects if it ends before, or is silent for a minute. */
export function firstMessage<Message>(child: ChildProcess, name: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(`is not ready after ${startMs / 1000} s`), startMs);
    const fail = (reason: string) => {
      clearTimeout(timer);
      child.kill();
      reject(new Error(`${name} ${reason}`));
    };
    const onExit = (code: number | null) => fail(`ended with code ${code}`);
    child.once('exit', onExit);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(message as Message);
    });
  });
}

/** Ends a child that ends when its parent lets go of it. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
  if (child.connected) child.disconnect();
  await ended;
  clearTimeout(force);
}

function readCpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
