import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolders } from '../files/folders.ts';
import { explainFileFault, OperatorFault } from '../operator/operator-fault.ts';
import { type Account, can, give, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Where root puts what the system user `postgres` could not reach, for example under /root. Everybody can enter it. */
const commonFolder = '/var/lib/gkz-qe';

/** Where the link or folder with the database files is, inside a data folder. */
export function databaseFolderOf(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * Answers binaries that the account can run: the given ones, or a copy (60 MB, made once) in a place open to it.
 *
 * @throws OperatorFault where they cannot run at all
 */
export function reachableBinaries(binaries: Binaries, account: Account, log: (line: string) => void): Binaries {
  if (runs(binaries, account)) return binaries;
  if (!account) throw cannotRun(binaries, account);
  const folder = join(commonFolder, `postgresql-${binaries.version}-${process.platform}-${process.arch}`);
  const copy = { ...binaries, folder };
  if (existsSync(folder) && runs(copy, account)) return copy;
  log(`Der Systembenutzer postgres erreicht ${binaries.folder} nicht: PostgreSQL wird nach ${folder} kopiert.`);
  try {
    copyOpenly(binaries.folder, folder);
  } catch (error) {
    explainFileFault(error, folder);
  }
  if (runs(copy, account)) return copy;
  throw cannotRun(copy, account);
}

/**
 * Makes or finds the folder for the database files, reachable for the account, and answers its real path.
 *
 * Where the data folder is closed to the account, the files lie elsewhere and a link in the data folder tells where.
 *
 * @throws OperatorFault where no such folder can be had
 */
export function reachableDatabaseFolder(dataDir: string, account: Account, log: (line: string) => void): string {
  const link = databaseFolderOf(dataDir);
  try {
    makeFolders(dataDir, 0o711);
    if (lstatSync(link, { throwIfNoEntry: false })) return existingFolder(link, account);
    if (can(account, 'x', dataDir)) return newFolder(link, account);
    const folder = newFolder(unusedFolderFor(dataDir), account);
    symlinkSync(folder, link);
    log(`Der Systembenutzer postgres erreicht ${dataDir} nicht: die Datenbank liegt in ${folder}.`);
    return folder;
  } catch (error) {
    return explainFileFault(error, link);
  }
}

/** Deletes the database files of a data folder, wherever they lie. What else is beside them stays. */
export function removeDatabaseFolder(dataDir: string): void {
  const link = databaseFolderOf(dataDir);
  try {
    if (existsSync(link)) {
      const folder = realpathSync(link);
      for (const name of ['data', 'data.new']) rmSync(join(folder, name), { recursive: true, force: true });
      if (readdirSync(folder).length === 0) rmdirSync(folder);
    }
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
  } catch (error) {
    explainFileFault(error, link);
  }
}

function runs(binaries: Binaries, account: Account): boolean {
  return runAs(account, join(binaries.folder, 'bin', 'postgres'), ['--version']).status === 0;
}

function cannotRun(binaries: Binaries, account: Account): OperatorFault {
  const { error, stderr } = runAs(account, join(binaries.folder, 'bin', 'postgres'), ['--version']);
  const reason = error?.message ?? stderr.trim().split('\n')[0] ?? '';
  return new OperatorFault(
    `Das eingebaute PostgreSQL läuft hier nicht (${reason}): installieren Sie die Pakete neu (npx -y pnpm@12.21.0 install --force), oder nennen Sie mit DATABASE_URL_… eigene Server.`,
  );
}

function copyOpenly(from: string, to: string): void {
  const draft = `${to}.${process.pid}.new`;
  makeFolders(dirname(to), 0o755);
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}

function existingFolder(link: string, account: Account): string {
  if (!existsSync(link)) {
    throw new OperatorFault(
      `Die Datenbank lag in ${readlinkSync(link)} und ist dort nicht mehr: stellen Sie den Ordner wieder her, oder beginnen Sie mit --fresh neu.`,
    );
  }
  return writableFolder(realpathSync(link), account);
}

/** The same name for the same data folder, unless an earlier one of that path was deleted and its database is still there. */
function unusedFolderFor(dataDir: string): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  for (let number = 1; ; number += 1) {
    const folder = join(commonFolder, number === 1 ? name : `${name}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

function newFolder(folder: string, account: Account): string {
  makeFolders(dirname(folder), 0o755);
  mkdirSync(folder, { mode: 0o700, recursive: true });
  give(account, folder);
  return writableFolder(folder, account);
}

function writableFolder(folder: string, account: Account): string {
  if (can(account, 'w', folder)) return folder;
  throw new OperatorFault(
    `In ${folder} kann die Datenbank nicht schreiben (${account ? 'als Systembenutzer postgres' : 'als dieser Benutzer'}): geben Sie den Ordner frei, oder nennen Sie mit DATA_DIR einen anderen.`,
  );
}
