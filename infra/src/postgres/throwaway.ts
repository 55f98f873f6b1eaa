import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from './cluster.ts';
import { removeDatabaseFolder } from './place.ts';

/** Starts an empty cluster in a temporary folder, quick and not durable, for tests. Stopping it deletes it. */
export async function startThrowawayCluster(log: (line: string) => void = () => {}): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  const remove = () => {
    removeDatabaseFolder(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const cluster = await startCluster({ dataDir, durable: false, log });
    const stop = async () => {
      await cluster.stop();
      remove();
    };
    return { ...cluster, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
