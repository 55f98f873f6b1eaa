import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The command line of a process, '' where there is none with this id or it may not be seen. */
export function commandOf(pid: number): string {
  if (process.platform === 'linux') return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
  return ps(pid, 'command');
}

/** The parent of a process; undefined where it has ended, also where nobody has collected its exit status yet. */
export function parentOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return Number(ps(pid, 'ppid')) || undefined;
  // The second field is the name in brackets and may hold anything, so the state is what follows the last bracket.
  const [state, parent] = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return state === 'Z' || parent === undefined ? undefined : Number(parent);
}

/** Waits until the process is gone. Answers false where it is still there after `timeoutMs`. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < timeoutMs; await sleep(25)) {
    if (parentOf(pid) === undefined) return true;
  }
  return false;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function ps(pid: number, column: string): string {
  return spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
