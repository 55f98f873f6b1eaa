import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { PgBoss } from 'pg-boss';
import { jobSchema } from '../../migrations/job-queue.ts';
import { keepDoing } from '../steady-loop.ts';

/** Work that is done at certain times. */
export interface Job {
  /** Also the name of its queue. */
  readonly name: string;
  /** When: a cron expression, on the clocks of Baden-Württemberg. */
  readonly at: string;
  /** Seconds after which it counts as lost and is done again. */
  readonly expireInSeconds: number;
  /** Safe to be done again, and to be done twice at once. `signal` is raised when the process ends. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export interface JobOptions {
  /** Of the service's role. */
  readonly url: string;
  readonly log: Logger;
  readonly jobs: readonly Job[];
  /** Seconds between two looks for work, at least 0.5. */
  readonly pollSeconds?: number;
}

/** How long a job may take to come to a place where it can stop, in milliseconds. */
const graceMs = 5_000;

/** How often to try while the database is away; then it is for whoever runs the process. */
const attempts = 100_000;

/**
 * Does jobs at their times, each once however many processes run this. What was due while none ran is made up for once. While
 * the database is away nothing is done, and the process lives on.
 */
export function startJobs({ url, log, jobs, pollSeconds = 10 }: JobOptions): { close(): Promise<void> } {
  const boss = new PgBoss({
    ...{ connectionString: url, schema: jobSchema, max: 2, application_name: 'consultation jobs' },
    // These three would change the schema, which is the owner's to do: see `migrations/job-queue.ts`.
    ...{ migrate: false, createSchema: false, reindex: false },
  });
  const ending = new AbortController();
  boss.on('error', (error) => log.error({ failure: error.name, code: codeOf(error) }, 'jobs cannot be looked after'));
  const started = boss
    .start({ attempts })
    .then(() => offerAll(boss, jobs, { log, signal: ending.signal, pollSeconds }))
    .catch((error: Error) => {
      if (!ending.signal.aborted) log.error({ failure: error.name, code: codeOf(error) }, 'jobs are not done');
    });
  return {
    async close() {
      ending.abort(new Error('the process ends'));
      await boss.stop({ graceful: true, timeout: graceMs });
      await started;
    },
  };
}

interface Offer {
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly pollSeconds: number;
}

/** Again and again, until all are offered: without its jobs a process would serve and neglect what is due. */
async function offerAll(boss: PgBoss, jobs: readonly Job[], offering: Offer): Promise<void> {
  const left = [...jobs];
  const offered = new AbortController();
  const step = async () => {
    const [job] = left;
    if (job === undefined) {
      offered.abort();
      return 0;
    }
    await offer(boss, job, offering);
    left.shift();
    return 0;
  };
  const onFailure = (error: unknown) => {
    const failure = error instanceof Error ? error : new Error(String(error));
    offering.log.error({ failure: failure.name, code: codeOf(failure) }, 'jobs are not offered yet');
  };
  await keepDoing({ step, onFailure }, AbortSignal.any([offering.signal, offered.signal]));
}

/** Safe to be done again where it has failed: taking up the work comes last. */
async function offer(boss: PgBoss, job: Job, { log, signal, pollSeconds }: Offer): Promise<void> {
  const { name, at, expireInSeconds } = job;
  const patience = { expireInSeconds, retryLimit: 5, retryDelay: 60, retryBackoff: true };
  await boss.createQueue(name, { ...patience, policy: 'exclusive', heartbeatSeconds: 60 });
  // What an earlier version has written of it gives way.
  await boss.updateQueue(name, patience);
  await boss.schedule(name, at, {}, { tz: timeZone, missed: 'once' });
  await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async ([taken]) => {
    log.info({ job: name }, 'job begins');
    await job.run(taken ? AbortSignal.any([signal, taken.signal]) : signal);
    log.info({ job: name }, 'job done');
  });
}

function codeOf(error: Error): unknown {
  return (error as Error & { code?: unknown }).code;
}
