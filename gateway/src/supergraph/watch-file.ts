import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pass } from 'node:timers/promises';
import type { Logger } from '@gkz-qe/kit/log.ts';

/** While somebody writes the file, it is read again after so many milliseconds, so many times. */
const settleMs = 50;
const maxReads = 40;

/**
 * Reads a file again whenever it changes, and on SIGHUP. Its state is asked for, which also works where no events come: on network
 * drives, and where a link is moved to another file.
 *
 * @returns ends it
 */
export function watchSupergraphFile(
  file: string,
  pollMs: number,
  offer: (text: string) => Promise<void>,
  log: Logger,
): () => void {
  const read = () => {
    readSettled(file)
      .then(offer)
      .catch((failure: NodeJS.ErrnoException) => {
        log.error({ code: failure.code }, 'the supergraph file cannot be read; the last supergraph goes on');
      });
  };
  watchFile(file, { interval: pollMs, persistent: false }, read);
  // In a terminal the signal says that somebody has closed it, and everything should end.
  if (!process.stdin.isTTY) process.on('SIGHUP', read);
  return () => {
    unwatchFile(file, read);
    process.off('SIGHUP', read);
  };
}

/** The text, once it is twice the same: half of a supergraph is none. */
async function readSettled(file: string): Promise<string> {
  let text = await readFile(file, 'utf8');
  for (let reads = 1; reads < maxReads; reads++) {
    await pass(settleMs);
    const again = await readFile(file, 'utf8');
    if (again === text) return text;
    text = again;
  }
  return text;
}
