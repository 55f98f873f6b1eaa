import { createOrm } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { createClockJob } from '../clock/clock.job.ts';
import { databaseOptions } from '../database.ts';

/*
 * node clock-process.ts <database> <moment>
 *
 * Runs the clock once at a moment, in a process of its own that a test can kill.
 */
const [url = '', moment = ''] = process.argv.slice(2);
const orm = createOrm(databaseOptions(url));
await createClockJob(orm, createLog('clock', 'silent'), () => new Date(moment)).run(new AbortController().signal);
await orm.close();
