import { createOrm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { runMain } from '@gkz-qe/kit/process.ts';
import { databaseOptions } from './database.ts';
import { readDatabaseUrl } from './env.ts';
import { createSnapshotRepository } from './statistics/snapshot/snapshot.repository.ts';
import { takeSnapshot } from './statistics/snapshot/take-snapshot.ts';

/*
 * pnpm --filter @gkz-qe/consultation statistics
 *
 * Does at once what the nightly job does: publishes the years that are due and takes a snapshot. Needs DATABASE_URL alone.
 */
await runMain(async () => {
  const orm = createOrm({ ...databaseOptions(readDatabaseUrl()), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const snapshots = createSnapshotRepository(orm.em.fork());
    const { id, lastYear } = await takeSnapshot({ snapshots, takenBy: 'command', today: localDay() });
    process.stdout.write(
      `Stand ${id}: ${lastYear === null ? 'noch kein Jahr veröffentlicht' : `Zahlen bis ${lastYear}`}.\n`,
    );
  } finally {
    await orm.close();
  }
});
