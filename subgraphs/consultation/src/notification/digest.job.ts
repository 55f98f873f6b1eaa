import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { isHoliday } from '../clock/holidays.ts';
import type { Job } from '../jobs/jobs.ts';
import { createDigestRepository } from './digest.repository.ts';

/** How long it can be seen that a mail went out, or did not. */
const daysKept = 30;

/** Every working day, before work begins: what is not urgent becomes one mail for each recipient. */
export function createDigestJob(orm: Orm, now: () => Date = () => new Date()): Job {
  return {
    name: 'digest',
    at: '0 7 * * 1-5',
    expireInSeconds: 600,
    async run() {
      const at = now();
      const day = Temporal.PlainDate.from(localDay(Temporal.Instant.fromEpochMilliseconds(at.getTime())));
      const digests = createDigestRepository(orm.em.fork());
      await digests.forget(new Date(at.getTime() - daysKept * 86_400_000));
      // One that was missed may be made up for on a day off.
      if (day.dayOfWeek <= 5 && !isHoliday(day)) await digests.make(day.toString(), at);
    },
  };
}
