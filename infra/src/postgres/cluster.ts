import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '../folders.ts';
import { codeOf, OperatorFault } from '../operator-fault.ts';
import { findFreePort } from '../ports.ts';
import { loadSecrets, secretFileOf } from '../secrets.ts';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { initialise, requireVersion } from './initialise.ts';
import { databaseFolderOf, reachableBinaries, reachableDatabaseFolder } from './place.ts';
import { endLeftover, startPostmaster } from './postmaster.ts';
import { adminRole, closeCommonDatabases, type DatabaseSpec, provision, type UrlOf } from './provision.ts';
import { settingsFor } from './settings.ts';

export interface ClusterOptions {
  /** Absolute path. Holds the secret, the logs and the database files, or a link to those where they must lie elsewhere. */
  readonly dataDir: string;
  /** A free one where none is given. */
  readonly port?: number;
  /** Whether an acknowledged write survives a crash. Without it everything is quicker. */
  readonly durable: boolean;
  /** Takes plain-German lines about what takes time or lies elsewhere than expected. */
  readonly log: (line: string) => void;
}

/** A running PostgreSQL 18 on this machine's loopback. */
export interface Cluster {
  readonly port: number;
  /** Where the database files really lie. */
  readonly folder: string;
  /** The superuser's URL, for making databases. No service gets it. */
  readonly adminUrl: string;
  /** The URL of a database for a role (`staedtetag`, or `staedtetag_owner` for migrations). */
  readonly urlOf: UrlOf;
  /** Makes a database and its roles, empty or as a copy of `template`. Safe to repeat. */
  createDatabase(spec: DatabaseSpec): Promise<void>;
  /** Resolves when the server has ended, however that came. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL, and makes its data folder at the first time. What an earlier run left behind is ended first.
 *
 * @throws OperatorFault where it cannot start, with one sentence that names what is in the way
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, log } = options;
  const account = chooseAccount(databaseFolderOf(dataDir), log);
  const binaries = reachableBinaries(findBinaries(), account, log);
  const folder = reachableDatabaseFolder(dataDir, account, log);
  requireVersion({ dataDir, folder }, binaries.major);
  const data = join(folder, 'data');
  const isNew = !existsSync(data);
  if (!isNew && !existsSync(secretFileOf(dataDir))) throw lockedOut(dataDir, folder);
  const secrets = loadSecrets(dataDir);
  const passwordOf = (role: string) => secrets(`postgres role ${role}`);
  if (isNew) {
    log('Die Datenbank wird angelegt.');
    await initialise({ folder, binaries, account, adminPassword: passwordOf(adminRole), durable: options.durable });
  } else if (await endLeftover(data)) {
    log('Ein Datenbankprozess aus einem früheren Lauf wurde beendet.');
  }
  const port = options.port ?? (await findFreePort());
  const logs = join(dataDir, 'logs');
  makeFolders(logs, 0o700);
  const settings = settingsFor({ port, durable: options.durable });
  const server = await startPostmaster({ binaries, account, data, settings, logFile: join(logs, 'postgres.log') });
  const urlOf: UrlOf = (database, role) => `postgres://${role}:${passwordOf(role)}@127.0.0.1:${port}/${database}`;
  try {
    await closeCommonDatabases(urlOf);
  } catch (error) {
    await server.stop();
    throw codeOf(error) === wrongPassword ? lockedOut(dataDir, folder) : error;
  }
  return {
    port,
    folder,
    adminUrl: urlOf('postgres', adminRole),
    urlOf,
    createDatabase: (spec) => provision(spec, urlOf, passwordOf),
    exited: server.exited,
    stop: server.stop,
  };
}

/** PostgreSQL's code for it. */
const wrongPassword = '28P01';

function lockedOut(dataDir: string, folder: string): OperatorFault {
  return new OperatorFault(
    `Zur Datenbank in ${folder} fehlt das Geheimnis ${secretFileOf(dataDir)}: stellen Sie die Datei wieder her, oder beginnen Sie mit --fresh neu (das löscht die Daten).`,
  );
}
