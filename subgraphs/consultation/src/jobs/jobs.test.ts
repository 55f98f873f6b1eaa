import { setTimeout as wait } from 'node:timers/promises';
import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobSchema, jobSchemaVersion } from '../../migrations/job-queue.ts';
import { databaseOptions } from '../database.ts';
import { migrateDatabase } from '../migrate.ts';
import { type Job, startJobs } from './jobs.ts';

let database: TestDatabase;
let boss: PgBoss;
beforeAll(async () => {
  database = await createTestDatabase('consultation');
  boss = new PgBoss({
    ...{ connectionString: database.url, schema: jobSchema, max: 1 },
    ...{ migrate: false, createSchema: false, schedule: false, supervise: false },
  });
  await boss.start();
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await database[Symbol.asyncDispose]();
});

const log = createLog('test', 'silent');
const start = (job: Job) => startJobs({ url: database.url, log, jobs: [job], pollSeconds: 0.5 });

/** At a time that does not come while tests run. */
const named = (name: string, run: Job['run']): Job => ({ name, at: '0 0 29 2 *', expireInSeconds: 60, run });

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; !(await what()); look++) {
    if (look > 400) throw new Error('it does not come to pass');
    await wait(25);
  }
}

const queueIsThere = (name: string) => until(async () => (await boss.getSchedules(name)).length > 0);

describe('jobs of the running service, which has no right to change the schema', () => {
  test('find their tables in the version that the installed pg-boss needs, and migrating again changes nothing', async () => {
    expect(await boss.schemaVersion()).toBe(jobSchemaVersion);
    expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true });
    expect(await migrateDatabase(database.ownerUrl)).toEqual([]);
  });

  test('are done once, however many processes offer to do them', async () => {
    let done = 0;
    const job = named('once', async () => {
      done += 1;
    });
    const processes = [start(job), start(job)];
    await queueIsThere('once');
    await boss.send('once', {});
    await until(() => done > 0);
    await wait(1_500);
    await Promise.all(processes.map((running) => running.close()));

    expect(done).toBe(1);
  });

  test('are planned on the clocks of Baden-Württemberg, and made up for once when nobody was there', async () => {
    const running = start({ ...named('planned', async () => {}), at: '30 2 * * *' });
    await queueIsThere('planned');
    await running.close();

    expect(await boss.getSchedules('planned')).toMatchObject([
      { cron: '30 2 * * *', timezone: 'Europe/Berlin', options: { missed: 'once' } },
    ]);
  });

  test('that fail are kept to be done again', async () => {
    const running = start(
      named('failing', async () => {
        throw new Error('not now');
      }),
    );
    await queueIsThere('failing');
    const id = await boss.send('failing', {});
    const stateOf = async () => (await boss.findJobs('failing', { id: id ?? '' }))[0]?.state;
    await until(async () => (await stateOf()) === 'retry');
    await running.close();

    expect(await stateOf()).toBe('retry');
  });

  test('are told when the process ends, and end at the next place where they can', async () => {
    let told = false;
    let begun = false;
    const running = start(
      named('long', async (signal) => {
        begun = true;
        while (!signal.aborted) await wait(10);
        told = true;
        signal.throwIfAborted();
      }),
    );
    await queueIsThere('long');
    await boss.send('long', {});
    await until(() => begun);
    await running.close();

    expect(told).toBe(true);
  });
});

test('jobs that could not be offered at first are offered as soon as that is possible', async () => {
  const orm = createOrm(databaseOptions(database.ownerUrl));
  const rename = (from: string, to: string) =>
    select(orm.em.fork(), 'test.rename', `alter table ${jobSchema}.${from} rename to ${to}`);
  await rename('schedule', 'schedule_elsewhere');
  let done = 0;
  const running = start(
    named('late', async () => {
      done += 1;
    }),
  );
  await until(async () => (await boss.getQueue('late')) !== null);
  await wait(200);
  await rename('schedule_elsewhere', 'schedule');
  await queueIsThere('late');
  await boss.send('late', {});
  await until(() => done > 0);
  await Promise.all([running.close(), orm.close()]);

  expect(done).toBe(1);
});

test('a database that is away does not end the process, and closing does not wait for it', async () => {
  const running = startJobs({
    ...{ url: 'postgres://nobody:nothing@127.0.0.1:1/none', log, pollSeconds: 0.5 },
    jobs: [named('never', async () => {})],
  });
  await wait(200);
  await running.close();
});
