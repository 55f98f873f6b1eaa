import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '../files/folders.ts';
import { loadSecrets, secretFileOf } from '../files/secrets.ts';
import { codeOf, OperatorFault } from '../operator/operator-fault.ts';
import { findFreePort } from '../operator/ports.ts';
import { type Account, chooseAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { initialise, requireVersion } from './initialise.ts';
import { databaseFolderOf, reachableBinaries, reachableDatabaseFolder } from './place.ts';
import { endLeftover, startPostmaster } from './postmaster.ts';
import {
  adminRole,
  closeCommonDatabases,
  type DatabaseSpec,
  type PasswordOf,
  provision,
  type UrlOf,
} from './provision.ts';
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
  const site = findSite(options);
  const passwordOf = await ensureData(site, options);
  const port = options.port ?? (await findFreePort());
  const urlOf: UrlOf = (database, role) => `postgres://${role}:${passwordOf(role)}@127.0.0.1:${port}/${database}`;
  const logs = join(options.dataDir, 'logs');
  makeFolders(logs, 0o700);
  const settings = settingsFor({ port, durable: options.durable });
  const server = await startPostmaster({ ...site, settings, logFile: join(logs, 'postgres.log') });
  try {
    await closeCommonDatabases(urlOf);
  } catch (error) {
    await server.stop();
    throw codeOf(error) === wrongPassword ? lockedOut(options.dataDir, site.folder) : error;
  }
  return {
    port,
    folder: site.folder,
    adminUrl: urlOf('postgres', adminRole),
    urlOf,
    createDatabase: (spec) => provision(spec, urlOf, passwordOf),
    exited: server.exited,
    stop: server.stop,
  };
}

/** With which programs, as whom and where the server runs. */
interface Site {
  readonly account: Account;
  readonly binaries: Binaries;
  readonly folder: string;
  /** PGDATA. */
  readonly data: string;
}

function findSite({ dataDir, log }: ClusterOptions): Site {
  const account = chooseAccount(databaseFolderOf(dataDir), log);
  const binaries = reachableBinaries(findBinaries(), account, log);
  const folder = reachableDatabaseFolder(dataDir, account, log);
  requireVersion({ dataDir, folder }, binaries.major);
  return { account, binaries, folder, data: join(folder, 'data') };
}

/** Makes the data at the first start, else ends what still uses them; answers the roles' passwords. */
async function ensureData(site: Site, { dataDir, durable, log }: ClusterOptions): Promise<PasswordOf> {
  const isNew = !existsSync(site.data);
  if (!isNew && !existsSync(secretFileOf(dataDir))) throw lockedOut(dataDir, site.folder);
  const secrets = loadSecrets(dataDir);
  const passwordOf: PasswordOf = (role) => secrets(`postgres role ${role}`);
  if (isNew) {
    log('Die Datenbank wird angelegt.');
    await initialise({ ...site, adminPassword: passwordOf(adminRole), durable });
  } else if (await endLeftover(site.data)) {
    log('Ein Datenbankprozess aus einem früheren Lauf wurde beendet.');
  }
  return passwordOf;
}

/** PostgreSQL's code for it. */
const wrongPassword = '28P01';

function lockedOut(dataDir: string, folder: string): OperatorFault {
  return new OperatorFault(
    `Zur Datenbank in ${folder} fehlt das Geheimnis ${secretFileOf(dataDir)}: stellen Sie die Datei wieder her, oder beginnen Sie mit --fresh neu (das löscht die Daten).`,
  );
}
