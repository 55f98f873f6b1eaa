import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import type { Job } from '../../jobs/jobs.ts';
import { createSnapshotRepository } from './snapshot.repository.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Every night, before retention makes old cases coarser. */
export function createSnapshotJob(orm: Orm): Job {
  return {
    name: 'statistics',
    at: '30 1 * * *',
    expireInSeconds: 4 * 60 * 60,
    async run(signal) {
      const snapshots = createSnapshotRepository(orm.em.fork());
      await takeSnapshot({ snapshots, takenBy: 'nightly', today: localDay(), signal });
    },
  };
}
