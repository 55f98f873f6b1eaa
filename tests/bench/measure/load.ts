import { type ChildProcess, fork } from 'node:child_process';
import { pin, stop } from './contender.ts';

/** What clients ask, and how. */
export interface LoadTask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Request bodies, asked in turn. `{{new}}` in them is 32 other hexadecimal digits each time. */
  readonly bodies: readonly string[];
  /** Clients who ask again as soon as they are answered. */
  readonly clients: number;
  readonly seconds: number;
  /** No more questions than that. */
  readonly maxRequests?: number;
  /** Questions a second, evenly spread, whether or not earlier ones are answered; absent: as fast as the clients can. */
  readonly rate?: number;
  /** `same`: each body must always be answered by the same bytes; `no errors`: by whatever holds no errors. */
  readonly expect: 'same' | 'no errors';
}

/** What the clients saw. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not what they should be; the first of them in words. */
  readonly faults: number;
  readonly firstFault: string | null;
}

/** The clients, in a process of their own. */
export interface Load {
  readonly run: (task: LoadTask) => Promise<LoadResult>;
  readonly stop: () => Promise<void>;
}

/** @param processor the one processor that the clients may use; all where it is not given */
export function startLoad(processor?: number): Load {
  const child = fork(new URL('load.process.ts', import.meta.url).pathname, { serialization: 'advanced' });
  if (processor !== undefined) pin(child.pid, processor);
  return { run: (task) => ask(child, task), stop: () => stop(child) };
}

function ask(child: ChildProcess, task: LoadTask): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('the clients have ended'));
    child.once('exit', onExit);
    child.once('message', (message: LoadResult | { readonly failure: string }) => {
      child.off('exit', onExit);
      if ('failure' in message) reject(new Error(message.failure));
      else resolve(message);
    });
    child.send(task);
  });
}
