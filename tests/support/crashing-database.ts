import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseUrls } from '@gkz-qe/infra/env.ts';
import { type Cluster, type ClusterOptions, startCluster } from '@gkz-qe/infra/postgres/cluster.ts';
import { removeDatabaseFolder } from '@gkz-qe/infra/postgres/place.ts';
import type { DatabaseKind } from './test-databases.ts';
import { until } from './until.ts';

/** A database in a server of its own, which may be ended by force and keeps what it has acknowledged. */
export interface CrashingDatabase extends AsyncDisposable {
  readonly urls: DatabaseUrls;
  /** Ends the server as a loss of power does, and starts it again; resolves when it takes connections. */
  readonly crash: () => Promise<void>;
}

/** Starts a server with one database of a kind: durable, unlike the one that other tests share. */
export async function startCrashingDatabase({ role, fill }: DatabaseKind): Promise<CrashingDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-crash-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  const options: ClusterOptions = { dataDir, durable: true, log: () => {} };
  let cluster = await startCluster(options);
  const { port, folder, urlOf } = cluster;
  await cluster.createDatabase({ name: role, role });
  const urls = { service: urlOf(role, role), owner: urlOf(role, `${role}_owner`) };
  await fill?.(urls.owner);
  return {
    urls,
    async crash() {
      process.kill(Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      await cluster.exited;
      // Its sessions notice a moment later, and until they have gone no other server may begin.
      cluster = await until<Cluster>(
        () => startCluster({ ...options, port }),
        () => true,
      );
    },
    async [Symbol.asyncDispose]() {
      await cluster.stop();
      removeDatabaseFolder(dataDir);
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
