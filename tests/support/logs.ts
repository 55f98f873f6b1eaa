import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { logFolderOf } from '@gkz-qe/infra/files/data-folder.ts';

/** Where a process of a test system writes what it says, standard output and standard error together. */
export function logFileOf(dataDir: string, name: string): string {
  return join(logFolderOf(dataDir), `${name}.log`);
}

/** Everything that the processes of a system have said so far, by process. */
export function readLogs(dataDir: string): Readonly<Record<string, string>> {
  const folder = logFolderOf(dataDir);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(files.map((file) => [basename(file, '.log'), readFileSync(join(folder, file), 'utf8')]));
}

/** The last lines of each process, without stacks, to be shown beside a failure. */
export function lastLinesOf(dataDir: string, count = 12): string {
  const parts = Object.entries(readLogs(dataDir)).map(([name, text]) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
    return [`── ${name}`, ...lines.slice(-count).map((line) => `   ${line.slice(0, 600)}`)].join('\n');
  });
  return parts.length > 0 ? parts.join('\n') : 'No process has logged anything.';
}
