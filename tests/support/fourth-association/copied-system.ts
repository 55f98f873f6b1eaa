import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portFault } from '@gkz-qe/infra/operator/ports.ts';
import type { TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { findPorts } from '../test-system.ts';

/** A copy of the project that runs as `pnpm start` runs the project. */
export interface CopiedSystem extends AsyncDisposable {
  /** Asks its gateway. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is as the query asked
  readonly ask: (query: string) => Promise<{ data: any; errors?: unknown }>;
}

type Databases = Readonly<Record<string, TestDatabase>>;

/** Runs one of the copy's scripts to its end. */
export async function runScript(folder: string, script: string): Promise<void> {
  const { ended, said } = start(folder, script, {});
  const code = await ended;
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${said()}`);
}

/** Starts the copy over these databases, by the names of the subgraphs, and resolves when it knows all members. */
export async function startCopy(folder: string, databases: Databases): Promise<CopiedSystem> {
  const port = await findRow(Object.keys(databases).length + 4);
  const { child, ended, said } = start(folder, 'infra/src/local.ts', {
    ...{ PORT: String(port), DATA_DIR: join(folder, '.data'), DIRECTORY_POLL_MS: '200' },
    ...databaseEnv(databases),
  });
  const ask = createAsk(port);
  const stop = async () => {
    child.kill('SIGTERM');
    // Nobody waits for what is under way: told a second time, it ends by force.
    const hurry = setTimeout(() => child.kill('SIGTERM'), 2_000);
    await ended;
    clearTimeout(hurry);
  };
  let running = true;
  child.once('exit', () => {
    running = false;
  });
  for (const begun = Date.now(); Date.now() - begun < patienceMs && running; await sleep(100)) {
    const { data } = await ask('{ directory { confirmedAt } }').catch(() => ({ data: null }));
    const states: { confirmedAt: string | null }[] = data?.directory ?? [];
    if (states.length > 0 && states.every(({ confirmedAt }) => confirmedAt !== null)) {
      return { ask, [Symbol.asyncDispose]: stop };
    }
  }
  await stop();
  throw new Error(`The copy does not start:\n${said()}`);
}

/** Longer than it takes on a busy machine. */
const patienceMs = 90_000;

function start(folder: string, script: string, env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn(process.execPath, [join(folder, script)], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => lines.push(String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, said: () => lines.join('') };
}

function databaseEnv(databases: Databases): NodeJS.ProcessEnv {
  const entries = Object.entries(databases).flatMap(([name, { url, ownerUrl }]) => [
    [`DATABASE_URL_${name.toUpperCase()}`, url],
    [`DATABASE_OWNER_URL_${name.toUpperCase()}`, ownerUrl],
  ]);
  return Object.fromEntries(entries);
}

/** The project's own row of ports is shorter than that of a copy with one subgraph more. */
async function findRow(length: number): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { gateway } = await findPorts();
    const faults = await Promise.all(Array.from({ length }, (_, index) => portFault(gateway + index)));
    if (faults.every((fault) => fault === undefined)) return gateway;
  }
  throw new Error(`There is no row of ${length} free ports.`);
}

function createAsk(port: number): CopiedSystem['ask'] {
  return async (query) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return response.json() as ReturnType<CopiedSystem['ask']>;
  };
}
