import type { Orm } from '@gkz-qe/kit/database.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { publicViewer } from '@gkz-qe/kit/viewer.ts';
import { createCaseTurns } from '../case-work/case-turn.repository.ts';
import type { Job } from '../jobs/jobs.ts';
import { caseSightOf } from '../policy.ts';
import { createClock } from './clock.service.ts';
import { createClockRepository } from './clock-step.repository.ts';
import { runClock } from './run-clock.ts';

/** Every five minutes: reminders, escalations, and what nobody has accepted goes back to the coordinators. */
export function createClockJob(orm: Orm, log: Logger, now = () => new Date()): Job {
  return {
    name: 'clock',
    at: '*/5 * * * *',
    expireInSeconds: 30 * 60,
    async run(signal) {
      const look = (caseId: string) =>
        createClock({ turns: createCaseTurns(orm.em.fork(), caseSightOf(publicViewer)), now }).look(caseId);
      const done = await runClock({ cases: createClockRepository(orm.em.fork()), look, log, now, signal });
      log.info({ done }, 'the clock has looked');
    },
  };
}
