import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder and the missing ones above it, each with exactly this mode, whatever the umask is. */
export function makeFolders(path: string, mode: number): void {
  const first = mkdirSync(path, { recursive: true });
  if (!first) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) chmodSync(made, mode);
}
