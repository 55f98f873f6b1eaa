import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorFault } from '../operator/operator-fault.ts';
import { commandOf, waitUntilGone } from '../processes/process-table.ts';
import { type Account, serverEnv } from './account.ts';
import type { Binaries } from './binaries.ts';

/** How long a start may take; recovering after a crash needs the longest. */
const startMs = 120_000;
/** How long sessions get to end before the server goes without a checkpoint and recovers at its next start. */
const stopMs = 30_000;

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the server has ended, however that came. */
  readonly exited: Promise<void>;
  /** Ends all sessions, writes everything down and waits for the end. */
  stop(): Promise<void>;
}

interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly account: Account;
  /** PGDATA. */
  readonly data: string;
  readonly settings: readonly string[];
  readonly logFile: string;
}

/**
 * Starts a server in a session of its own, where no terminal's signal reaches it, and waits until it takes connections.
 *
 * @throws OperatorFault with the server's own reason where it ends at once
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const log = openSync(options.logFile, 'a', 0o600);
  const before = statSync(options.logFile).size;
  const child = spawn(join(options.binaries.folder, 'bin', 'postgres'), ['-D', options.data, ...options.settings], {
    ...options.account,
    cwd: '/',
    env: serverEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const ready = await Promise.race([waitUntilReady(options.data, child), exited.then(() => false)]);
  if (!ready || child.pid === undefined) {
    child.kill('SIGQUIT');
    throw new OperatorFault(explainStart(options.logFile, before));
  }
  const watchdog = watchOver(child.pid);
  void exited.then(() => watchdog.kill('SIGKILL'));
  return { pid: child.pid, exited, stop: () => stop(child, exited) };
}

/**
 * Ends a server that an earlier run left behind, and removes a pid file that names a process which is none.
 *
 * @returns whether one had to be ended
 * @throws OperatorFault where it does not end
 */
export async function endLeftover(data: string): Promise<boolean> {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (!(pid > 0)) return false;
  const command = commandOf(pid);
  if (!command) return false;
  if (!command.includes('postgres') || !command.includes(data)) {
    // The id now belongs to another program. PostgreSQL would take that for a running server and refuse.
    rmSync(file, { force: true });
    return false;
  }
  for (const [signal, waitMs] of [
    ['SIGINT', stopMs],
    ['SIGQUIT', 10_000],
  ] as const) {
    process.kill(pid, signal);
    if (await waitUntilGone(pid, waitMs)) return true;
  }
  throw new OperatorFault(
    `Ein früherer Datenbankprozess (${pid}) nutzt ${data} noch und endet nicht: beenden Sie ihn (kill ${pid}), oder nennen Sie mit DATA_DIR einen anderen Ordner.`,
  );
}

/** The server writes its state into the eighth line of its pid file. */
async function waitUntilReady(data: string, child: ChildProcess): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < startMs; await sleep(15)) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const lines = readIfThere(join(data, 'postmaster.pid')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
  }
  return false;
}

/** Ends the server shortly after this process is gone without having done so: a killed test run leaves no server behind. */
function watchOver(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'cat > /dev/null; sleep 3; kill -INT "$1"', 'sh', String(pid)], {
    cwd: '/',
    env: serverEnv(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin?.on('error', () => {});
  watchdog.on('error', () => {});
  watchdog.unref();
  return watchdog;
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', stopMs],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([exited, sleep(waitMs, undefined, { ref: false })]);
  }
}

function explainStart(logFile: string, from: number): string {
  const said = readFileSync(logFile).subarray(from).toString('utf8');
  if (/Address already in use/.test(said)) {
    return 'Der Port der Datenbank ist schon von einem anderen Programm belegt: wählen Sie mit PORT andere Ports.';
  }
  const reason = said.match(/(?:FATAL|PANIC):\s*(.+)/)?.[1] ?? said.trim().split('\n').at(-1) ?? '';
  return `Die Datenbank startet nicht (${reason}): mehr dazu steht in ${logFile}; mit DATA_DIR nennen Sie einen anderen Ordner.`;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
