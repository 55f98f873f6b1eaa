import { join } from 'node:path';
import { logFolderOf, mailFolderOf } from '../files/data-folder.ts';
import { loadSecrets } from '../files/secrets.ts';
import { forgetIssuer, startIssuer } from '../identity/issuer.ts';
import { startCatchAll } from '../mail/catch-all.ts';
import type { Kept } from '../processes/keep-running.ts';
import { type AllDatabaseUrls, keepOwnDatabase } from './own-database.ts';
import { prepareAll } from './prepare.ts';
import { keepService } from './service-process.ts';
import { preparationsOf, servicesOf } from './services.ts';
import type { Surroundings } from './surroundings.ts';

export interface System {
  /** Starts everything and resolves when all of it is ready. Answers where the database files lie, null: on other servers. */
  start(): Promise<string | null>;
  /** Ends everything that runs, also half-way through the start: the processes first, the database last. */
  stop(): Promise<void>;
  /** Ends the processes by force, so that {@link stop} has nothing left to wait for but the database. */
  hurry(): void;
}

/** Makes the whole system on one machine. Nothing runs before `start`. */
export function createSystem(options: Pick<Surroundings, 'env' | 'ports' | 'say'>): System {
  const stopping = new AbortController();
  const { signal } = stopping;
  const logFileOf = (name: string) => join(logFolderOf(options.env.dataDir), `${name}.log`);
  let settled = false;
  const sayTrouble = (line: string) => {
    if (settled && !signal.aborted) options.say(line);
  };
  const around: Surroundings = { ...options, sayTrouble, signal, logFileOf };
  const services: Kept[] = [];
  const stopAfterwards: (() => Promise<void>)[] = [];
  let starting: Promise<unknown> | undefined;

  async function start(): Promise<string | null> {
    const { databases, folder } = await findDatabases();
    signal.throwIfAborted();
    await prepareAll(preparationsOf({ env: around.env, databases }), around);
    signal.throwIfAborted();
    const issuer = await findIssuer();
    const catchAll = await startCatchAll({ folder: mailFolderOf(around.env.dataDir), port: around.ports.mail });
    stopAfterwards.unshift(catchAll.close);
    const secrets = loadSecrets(around.env.dataDir);
    const all = servicesOf({ ...around, secrets, databases, issuer });
    around.say(`${all.map(({ name }) => name).join(', ')} starten …`);
    services.push(...all.map((service) => keepService(service, around)));
    await Promise.all(services.map(({ ready }) => ready));
    settled = true;
    return folder;
  }

  async function findDatabases(): Promise<{ databases: AllDatabaseUrls; folder: string | null }> {
    if (around.env.databases) return { databases: around.env.databases, folder: null };
    const own = keepOwnDatabase(around);
    stopAfterwards.unshift(own.stop);
    const { urls, folder } = await own.ready;
    return { databases: urls, folder };
  }

  async function findIssuer(): Promise<string> {
    const { env, ports } = around;
    if (env.issuer) {
      forgetIssuer(env.dataDir);
      return env.issuer;
    }
    const issuer = await startIssuer({ dataDir: env.dataDir, port: ports.issuer });
    stopAfterwards.unshift(issuer.close);
    return issuer.url;
  }

  return {
    start() {
      const begun = start();
      starting = begun.catch(() => {});
      return begun;
    },
    async stop() {
      stopping.abort();
      await starting;
      await Promise.all(services.map((service) => stopPatiently(service, options.say)));
      for (const stop of stopAfterwards) await stop();
    },
    hurry() {
      stopping.abort();
      for (const service of services) service.kill();
    },
  };
}

/** Says what is waited for where it takes a while. */
async function stopPatiently(service: Kept, say: (line: string) => void): Promise<void> {
  const timer = setTimeout(() => say(`${service.name} beendet noch, was läuft …`), 3000);
  await service.stop();
  clearTimeout(timer);
}
