import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from './cluster.ts';
import { removeDatabaseFolder } from './place.ts';

/**
 * Starts an empty cluster in a temporary folder, quick and not durable, for tests. Stopping it deletes it, and so does the end
 * of this process: a test runner that gets a signal exits without tidying up.
 */
export async function startThrowawayCluster(log: (line: string) => void = () => {}): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  const remove = () => {
    removeDatabaseFolder(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const removeOnExit = () => {
    endAtOnce(dataDir);
    remove();
  };
  process.once('exit', removeOnExit);
  try {
    const cluster = await startCluster({ dataDir, durable: false, log });
    const stop = async () => {
      await cluster.stop();
      remove();
      process.off('exit', removeOnExit);
    };
    return { ...cluster, stop };
  } catch (error) {
    remove();
    process.off('exit', removeOnExit);
    throw error;
  }
}

/** Ends the server of a data folder without waiting for it: nobody wants its data back. */
function endAtOnce(dataDir: string): void {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    // The file is empty for a moment, and 0 would mean this process and its siblings.
    if (pid > 0) process.kill(pid, 'SIGQUIT');
  } catch {
    // It has not started, or is gone already.
  }
}
