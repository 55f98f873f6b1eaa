import { spawn, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { codeOf, OperatorFault } from '../operator/operator-fault.ts';

/** The system user the server runs as; null where that is whoever runs this process. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/** PostgreSQL does not run as root. This is who takes its place, the name every PostgreSQL package uses. */
const userName = 'postgres';

/**
 * Chooses who runs the server. Only root has a choice: the owner of an existing data folder, else the system user `postgres`,
 * who is made where there is none.
 *
 * @param dataFolder the server's data folder, which need not exist
 * @throws OperatorFault where root may not make the user
 */
export function chooseAccount(dataFolder: string, log: (line: string) => void): Account {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(dataFolder) ?? findUser() ?? createUser(log);
}

/** Whether the account could do it: 'x' enter the folder or run the file, 'w' write into it. */
export function can(account: Account, right: 'x' | 'w', path: string): boolean {
  return runAs(account, '/bin/sh', ['-c', `test -${right} "$1"`, 'sh', path]).status === 0;
}

/** Runs a short command as the account, from a folder that everybody can enter. */
export function runAs(account: Account, command: string, args: readonly string[]) {
  return spawnSync(command, args, { ...account, cwd: '/', encoding: 'utf8', env: serverEnv() });
}

/**
 * Runs a longer command as the account, out of reach of the terminal's Ctrl-C, which would end it half-way.
 *
 * @returns what it said where it failed, null where it did not
 */
export function runAloneAs(account: Account, command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...account,
      cwd: '/',
      env: serverEnv(),
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : said));
  });
}

/** The server's whole environment: nothing of the operator's settings and secrets, English messages that can be told apart. */
export function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Hands a folder over to the account. */
export function give(account: Account, path: string): void {
  if (!account) return;
  try {
    chownSync(path, account.uid, account.gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'EINVAL') throw error;
    throw new OperatorFault(
      `${path} lässt sich dem Benutzer ${userName} nicht übergeben: starten Sie das System als gewöhnlicher Benutzer, oder nennen Sie mit DATA_DIR einen Ordner auf einem anderen Laufwerk.`,
    );
  }
}

function ownerOf(folder: string): Account {
  const owner = statSync(folder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : null;
}

function findUser(): Account {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, userName], { encoding: 'utf8' }));
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function createUser(log: (line: string) => void): Account {
  log(`PostgreSQL läuft nicht als root: der Systembenutzer ${userName} wird angelegt.`);
  const made = spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/bin/false',
    userName,
  ]);
  const account = made.status === 0 ? findUser() : null;
  if (account) return account;
  throw new OperatorFault(
    `PostgreSQL läuft nicht als root, und der Systembenutzer ${userName} ließ sich nicht anlegen: legen Sie ihn selbst an (useradd --system ${userName}), oder starten Sie das System als gewöhnlicher Benutzer.`,
  );
}
