import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, explainFileFault, OperatorFault } from '../operator/operator-fault.ts';
import { writePrivately } from './private-file.ts';

/** Gives a secret of its own, 64 hex digits, for each purpose; the same one at every call. */
export type Secrets = (purpose: string) => string;

export function secretFileOf(dataDir: string): string {
  return join(dataDir, 'secret');
}

/**
 * All secrets of one data folder follow from one random value, kept in its file `secret` (mode 0600), made if it is not there.
 *
 * @throws OperatorFault where the file cannot be read or written, or holds something else
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = secretFileOf(dataDir);
  const root = readRoot(path) ?? createRoot(path);
  if (!/^[0-9a-f]{64}$/.test(root)) {
    throw new OperatorFault(
      `${path} ist beschädigt: spielen Sie die Datei aus einer Sicherung zurück, oder beginnen Sie mit --fresh neu.`,
    );
  }
  return (purpose) => createHmac('sha256', Buffer.from(root, 'hex')).update(purpose).digest('hex');
}

function readRoot(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : explainFileFault(error, path);
  }
}

function createRoot(path: string): string {
  const root = randomBytes(32).toString('hex');
  writePrivately(path, `${root}\n`);
  return root;
}
