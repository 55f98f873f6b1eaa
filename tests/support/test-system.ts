import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseUrls, projectFolder, readLocalEnv } from '@gkz-qe/infra/env.ts';
import { cacheFolderOf, logFolderOf, mailFolderOf } from '@gkz-qe/infra/files/data-folder.ts';
import { makeFolders } from '@gkz-qe/infra/files/folders.ts';
import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { startIssuer } from '@gkz-qe/infra/identity/issuer.ts';
import { startCatchAll } from '@gkz-qe/infra/mail/catch-all.ts';
import { portFault } from '@gkz-qe/infra/operator/ports.ts';
import { type PartName, type Ports, portsFrom } from '@gkz-qe/infra/parts.ts';
import { describeEnding, type NodeProcess, startNodeProcess } from '@gkz-qe/infra/processes/node-process.ts';
import { untilReady } from '@gkz-qe/infra/processes/ready.ts';
import { type Service, type ServiceName, servicesOf } from '@gkz-qe/infra/system/services.ts';
import { lastLinesOf, logFileOf } from './logs.ts';

/** What one must know of a running system to use it, from any process. */
export interface SystemFacts {
  /** Holds its secrets, the key of its issuer and what its processes log. */
  readonly dataDir: string;
  readonly ports: Ports;
  readonly databases: Readonly<Record<PartName, DatabaseUrls>>;
}

/** The real processes, wired as `pnpm start` wires them, on ports of their own. */
export interface TestSystem extends SystemFacts, AsyncDisposable {
  /** Ends a process by force, as a crash does. Dispose of what it answers, and the process runs again and is ready. */
  readonly kill: (name: ServiceName) => Promise<AsyncDisposable>;
}

export interface SystemOptions {
  readonly databases: Readonly<Record<PartName, DatabaseUrls>>;
  /** Settings that all processes get. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the subgraphs run as in production. The gateway cannot: the issuer for development has no https. */
  readonly production?: boolean;
}

/**
 * Starts four subgraphs, the gateway, the issuer and the mail server for development over seeded databases. Resolves when everything is ready and
 * the directories are complete.
 *
 * @throws Error with the last lines that the processes logged, where one does not start
 */
export async function startSystem({
  databases,
  env: settings,
  production = false,
}: SystemOptions): Promise<TestSystem> {
  const folder = makeDataFolder();
  const { dataDir } = folder;
  const ports = await findPorts();
  const issuer = await startIssuer({ dataDir, port: ports.issuer });
  const catchAll = await startCatchAll({ folder: mailFolderOf(dataDir), port: ports.mail });
  const own = { DATA_DIR: dataDir, PORT: String(ports.gateway) };
  const env = readLocalEnv({ PATH: process.env.PATH, DIRECTORY_POLL_MS: '200', ...settings, ...own });
  const secrets = loadSecrets(dataDir);
  const services = servicesOf({ env, ports, secrets, databases, issuer: issuer.url });
  const processes = createProcesses(production ? services.map(inProduction) : services, dataDir);

  async function stop(): Promise<void> {
    await processes.stop();
    await issuer.close();
    await catchAll.close();
    folder.remove();
  }

  try {
    await processes.startAll();
    await untilDirectoriesAreComplete(ports.gateway);
  } catch (error) {
    const lines = lastLinesOf(dataDir);
    await stop();
    throw new Error(`The system does not start: ${(error as Error).message}\n${lines}`, { cause: error });
  }
  return { dataDir, ports, databases, kill: processes.kill, [Symbol.asyncDispose]: stop };
}

function inProduction(service: Service): Service {
  if (service.name === 'gateway') return service;
  const production =
    service.name === 'consultation' ? { ...nowhere, NODE_ENV: 'production' } : { NODE_ENV: 'production' };
  return { ...service, env: { ...service.env, ...production } };
}

/** Production refuses the mail server for development. Mails wait in the outbox. */
const nowhere = { SMTP_URL: 'smtp://mail.invalid', PUBLIC_URL: 'https://zentrum.invalid' };

function createProcesses(services: readonly Service[], dataDir: string) {
  const running = new Map<ServiceName, NodeProcess>();

  async function start(service: Service): Promise<void> {
    const started = startService(service, dataDir);
    running.set(service.name, started);
    await readyOrEnded(service, started);
  }

  return {
    startAll: () => Promise.all(services.map(start)),
    stop: () => Promise.all([...running.values()].map((started) => started.stop())),
    async kill(name: ServiceName): Promise<AsyncDisposable> {
      const service = services.find((known) => known.name === name);
      if (!service) throw new Error(`There is no process ${name}.`);
      running.get(name)?.kill();
      await running.get(name)?.exited;
      return { [Symbol.asyncDispose]: () => start(service) };
    },
  };
}

function startService({ name, script, env }: Service, dataDir: string): NodeProcess {
  // Compiled code is the same for every system: it is kept from one to the next.
  const cache = cacheFolderOf(join(projectFolder, 'node_modules', '.cache', 'gkz-qe'));
  return startNodeProcess({
    script,
    cwd: projectFolder,
    env: { ...env, NODE_COMPILE_CACHE: cache },
    logFile: logFileOf(dataDir, name),
  });
}

async function readyOrEnded({ name, port }: Service, { exited }: NodeProcess): Promise<void> {
  const waiting = new AbortController();
  const endedEarly = exited.then((ending) => {
    throw new Error(`${name} ended before it was ready (${describeEnding(ending)}).`);
  });
  endedEarly.catch(() => {});
  try {
    await Promise.race([untilReady(port, waiting.signal), endedEarly]);
  } finally {
    waiting.abort();
  }
}

/** What is in it goes with it, also where the run is told to end and nobody tidies up; the processes then end by themselves. */
function makeDataFolder() {
  const dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-system-'));
  makeFolders(logFolderOf(dataDir), 0o700);
  const clear = () => rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', clear);
  const remove = () => {
    clear();
    process.off('exit', clear);
  };
  return { dataDir, remove };
}

/**
 * Finds a row of free ports below those that the operating system lends to outgoing connections: a port that belongs to a process
 * which a test has ended must still be free when it is started again.
 */
export async function findPorts(): Promise<Ports> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const ports = portsFrom(10_000 + Math.floor(Math.random() * 20_000));
    const faults = await Promise.all(Object.values(ports).map(portFault));
    if (faults.every((fault) => fault === undefined)) return ports;
  }
  throw new Error('There is no row of free ports between 10000 and 30000.');
}

/** Until then routing would not know all members. */
async function untilDirectoriesAreComplete(port: number): Promise<void> {
  const body = JSON.stringify({ query: '{ directory { association confirmedAt } }' });
  let said = '';
  for (const start = Date.now(); Date.now() - start < 30_000; await sleep(50)) {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    said = await response.text();
    const { data } = JSON.parse(said) as { data?: { directory: { confirmedAt: string | null }[] } | null };
    if (data?.directory.every(({ confirmedAt }) => confirmedAt !== null)) return;
  }
  throw new Error(`The directories are not complete after 30 s: ${said}`);
}
