import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { issuerFileOf } from '../identity/issuer.ts';
import { explainFileFault, OperatorFault } from '../operator/operator-fault.ts';
import { databaseFolderOf, removeDatabaseFolder } from '../postgres/place.ts';
import { endLeftover } from '../postgres/postmaster.ts';
import { commandOf } from '../processes/process-table.ts';
import { makeFolders } from './folders.ts';
import { writePrivately } from './private-file.ts';
import { secretFileOf } from './secrets.ts';

/** Where the processes write what they have to say. */
export function logFolderOf(dataDir: string): string {
  return join(dataDir, 'logs');
}

/** Where the mails lie that the system has sent, each as an .eml file. */
export function mailFolderOf(dataDir: string): string {
  return join(dataDir, 'mails');
}

/** Where Node keeps compiled code, which makes later starts quicker. */
export function cacheFolderOf(dataDir: string): string {
  return join(dataDir, 'cache');
}

export interface Claim {
  /** Whether an earlier run ended without giving the folder back, so that its processes may still be ending. */
  readonly afterCrash: boolean;
  release(): void;
}

/**
 * Makes the data folder and claims it for this process: two systems on one folder would end each other's database.
 *
 * @throws OperatorFault where another one uses it, or it cannot be written to
 */
export function claimDataFolder(dataDir: string): Claim {
  const file = join(dataDir, 'running.json');
  try {
    makeFolders(dataDir, 0o711);
    makeFolders(logFolderOf(dataDir), 0o700);
    makeFolders(cacheFolderOf(dataDir), 0o700);
  } catch (error) {
    explainFileFault(error, dataDir);
  }
  const last = readPid(file);
  // A process id is given out again after a while: only this very program counts.
  if (last && last !== process.pid && commandOf(last).includes(programFile)) {
    throw new OperatorFault(
      `Das System läuft mit dem Ordner ${dataDir} schon (Prozess ${last}): beenden Sie es dort mit Strg+C oder kill ${last}, oder starten Sie ein zweites mit DATA_DIR und PORT.`,
    );
  }
  writePrivately(file, `${JSON.stringify({ pid: process.pid })}\n`);
  return { afterCrash: last !== undefined, release: () => rmSync(file, { force: true }) };
}

/** Ends a database server that an earlier run of this folder left behind. The folder must be claimed. */
export async function endLeftoverDatabase(dataDir: string): Promise<void> {
  const link = databaseFolderOf(dataDir);
  if (existsSync(link)) await endLeftover(join(realpathSync(link), 'data'));
}

/** Deletes everything that earlier runs kept, but nothing else that lies in the folder. The folder must be claimed. */
export async function clearDataFolder(dataDir: string): Promise<void> {
  await endLeftoverDatabase(dataDir);
  removeDatabaseFolder(dataDir);
  for (const path of [secretFileOf(dataDir), issuerFileOf(dataDir), logFolderOf(dataDir), mailFolderOf(dataDir)]) {
    rmSync(path, { recursive: true, force: true });
  }
  makeFolders(logFolderOf(dataDir), 0o700);
}

const programFile = join('infra', 'src', 'local.ts');

function readPid(file: string): number | undefined {
  try {
    return Number((JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown }).pid) || undefined;
  } catch {
    return undefined;
  }
}
