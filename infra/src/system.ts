import { join } from 'node:path';
import { logFolderOf } from './data-folder.ts';
import { type DatabaseUrls, type LocalEnv, projectFolder } from './env.ts';
import { forgetIssuer, startIssuer } from './issuer.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { describeEnding, type Ending, startNodeProcess } from './node-process.ts';
import { OperatorFault } from './operator-fault.ts';
import { type PartName, type Ports, subgraphNames } from './parts.ts';
import { portFault } from './ports.ts';
import { type Cluster, startCluster } from './postgres/cluster.ts';
import { ownerOf } from './postgres/provision.ts';
import { prepareAll } from './prepare.ts';
import { untilReady } from './ready.ts';
import { loadSecrets } from './secrets.ts';
import { preparationsOf, type Service, servicesOf } from './services.ts';
import { createTroubleListener } from './trouble.ts';

/** Until an ended process is started again: time enough to see how the system does without it. */
const restartMs = 15_000;

export interface SystemOptions {
  readonly env: LocalEnv;
  readonly ports: Ports;
  readonly say: (line: string) => void;
}

export interface System {
  /** Starts everything and resolves when all of it is ready. Answers where the database files lie, null: not on this machine. */
  start(): Promise<string | null>;
  /** Ends everything that runs, also half-way through the start: the processes first, the database last. */
  stop(): Promise<void>;
  /** Ends the processes by force, so that {@link stop} has nothing left to wait for but the database. */
  hurry(): void;
}

/** Makes the whole system on one machine. Nothing runs before `start`. */
export function createSystem({ env, ports, say }: SystemOptions): System {
  const stopping = new AbortController();
  const { signal } = stopping;
  const services: Kept[] = [];
  const stopLast: (() => Promise<void>)[] = [];
  const logFileOf = (name: string) => join(logFolderOf(env.dataDir), `${name}.log`);

  async function startDatabases(): Promise<{ urls: Record<PartName, DatabaseUrls>; folder: string }> {
    let cluster: Cluster | undefined;
    const database = keepRunning({
      name: 'Die Datenbank',
      firstDelayMs: 1000,
      say,
      start: async () => {
        const started = await startCluster({ dataDir: env.dataDir, port: ports.database, durable: true, log: say });
        cluster = started;
        const exited = started.exited.then(() => `mehr in ${logFileOf('postgres')}`);
        return { exited, stop: started.stop, kill: () => {} };
      },
      untilReady: async () => {},
      mayStart: async () => (await portFault(ports.database)) === undefined,
    });
    stopLast.unshift(database.stop);
    await database.ready;
    if (!cluster) throw new Error('the database was ready without having started');
    const { createDatabase, urlOf, folder } = cluster;
    await Promise.all(subgraphNames.map((name) => createDatabase({ name, role: name })));
    say(`PostgreSQL läuft (Port ${ports.database}).`);
    const urls = subgraphNames.map((name) => [name, { service: urlOf(name, name), owner: urlOf(name, ownerOf(name)) }]);
    return { urls: Object.fromEntries(urls) as Record<PartName, DatabaseUrls>, folder };
  }

  async function startOwnIssuer(): Promise<string> {
    const issuer = await startIssuer({ dataDir: env.dataDir, port: ports.issuer });
    stopLast.unshift(issuer.close);
    return issuer.url;
  }

  async function startService(service: Service): Promise<void> {
    const onLine = createTroubleListener(service.name, (line) => signal.aborted || say(line));
    const kept = keepRunning({
      name: service.name,
      firstDelayMs: restartMs,
      say,
      start: async () => {
        const { script, env: own, name } = service;
        const running = startNodeProcess({ script, cwd: projectFolder, env: own, logFile: logFileOf(name), onLine });
        return { ...running, exited: running.exited.then(reasonOf) };
      },
      untilReady: () => untilReady(service.port, signal),
      mayStart: async () => (await portFault(service.port)) === undefined,
    });
    services.push(kept);
    await kept.ready.catch((error: Error) => {
      signal.throwIfAborted();
      throw new OperatorFault(
        `${service.name} startet nicht (${error.message}): mehr steht in ${logFileOf(service.name)}.`,
      );
    });
  }

  async function start(): Promise<string | null> {
    const own = env.databases === null ? await startDatabases() : null;
    const databases = own?.urls ?? (env.databases as Record<PartName, DatabaseUrls>);
    signal.throwIfAborted();
    const preparations = preparationsOf({ env, databases });
    await prepareAll(preparations, { logFileOf, say, signal });
    signal.throwIfAborted();
    if (env.issuer) forgetIssuer(env.dataDir);
    const issuer = env.issuer ?? (await startOwnIssuer());
    signal.throwIfAborted();
    const secrets = loadSecrets(env.dataDir);
    const all = servicesOf({ env, ports, secrets, databases, issuer });
    say(`${all.map(({ name }) => name).join(', ')} starten …`);
    await Promise.all(all.map(startService));
    return own?.folder ?? null;
  }

  let starting: Promise<unknown> | undefined;
  return {
    start() {
      const begun = start();
      starting = begun.catch(() => {});
      return begun;
    },
    async stop() {
      stopping.abort();
      await starting;
      await Promise.all(services.map((service) => service.stop()));
      for (const stop of stopLast) await stop();
    },
    hurry() {
      stopping.abort();
      for (const service of services) service.kill();
    },
  };
}

function reasonOf(ending: Ending): string {
  const words = ending.lastWords.filter((line) => !/^\s+at /.test(line)).slice(-3);
  return [describeEnding(ending), ...words.map((line) => line.trim())].join(' · ');
}
