import type { DatabaseUrls } from '../env.ts';
import { portFault } from '../operator/ports.ts';
import { type PartName, subgraphNames } from '../parts.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';
import { ownerOf } from '../postgres/provision.ts';
import { keepRunning } from '../processes/keep-running.ts';
import type { Surroundings } from './surroundings.ts';

/** Nobody else starts a database in its place, so it comes back at once. */
const restartMs = 1000;

export type AllDatabaseUrls = Readonly<Record<PartName, DatabaseUrls>>;

export interface OwnDatabase {
  /** Resolves when the server takes connections and every subgraph has its database and roles. */
  readonly ready: Promise<{ readonly urls: AllDatabaseUrls; readonly folder: string }>;
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL and starts it again should it end. Its addresses stay the same. */
export function keepOwnDatabase({ env, ports, say, logFileOf }: Surroundings): OwnDatabase {
  let cluster: Cluster | undefined;
  const kept = keepRunning({
    name: 'Die Datenbank',
    firstDelayMs: restartMs,
    say,
    start: async () => {
      const { exited, stop } = await start();
      return { exited: exited.then(() => `mehr in ${logFileOf('postgres')}`), stop, kill: () => {} };
    },
    untilReady: async () => {},
    mayStart: async () => (await portFault(ports.database)) === undefined,
  });

  async function start(): Promise<Cluster> {
    cluster = await startCluster({ dataDir: env.dataDir, port: ports.database, durable: true, log: say });
    return cluster;
  }

  async function provideDatabases() {
    await kept.ready;
    if (!cluster) throw new Error('the database was ready without having started');
    const { createDatabase, urlOf, folder } = cluster;
    await Promise.all(subgraphNames.map((name) => createDatabase({ name, role: name })));
    say(`PostgreSQL läuft (Port ${ports.database}).`);
    const urls = subgraphNames.map((name) => [name, { service: urlOf(name, name), owner: urlOf(name, ownerOf(name)) }]);
    return { urls: Object.fromEntries(urls) as AllDatabaseUrls, folder };
  }

  return { ready: provideDatabases(), stop: kept.stop };
}
