import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import type { Job } from '../../jobs/jobs.ts';
import { createRetentionRepository } from './retention.repository.ts';
import { runRetention } from './run-retention.ts';

/** Every night, when nobody works: cases whose time is over become anonymous. */
export function createRetentionJob(orm: Orm): Job {
  return {
    name: 'retention',
    at: '30 2 * * *',
    expireInSeconds: 4 * 60 * 60,
    async run(signal) {
      const retention = createRetentionRepository(orm.em.fork());
      await runRetention({ retention, startedBy: 'nightly', rehearsal: false, today: localDay(), signal });
    },
  };
}
