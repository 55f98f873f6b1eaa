import { renameSync, writeFileSync } from 'node:fs';
import { explainFileFault } from '../operator/operator-fault.ts';

/**
 * Writes a file that only its owner may read. It is there whole or not at all, also after a crash.
 *
 * @throws OperatorFault where the folder cannot be written to
 */
export function writePrivately(path: string, text: string): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    explainFileFault(error, path);
  }
}
