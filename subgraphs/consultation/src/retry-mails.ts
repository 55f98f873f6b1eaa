import { parseArgs } from 'node:util';
import { createOrm } from '@gkz-qe/kit/database.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { CommandFault, runMain } from '@gkz-qe/kit/process.ts';
import { readDay } from '@gkz-qe/kit/table-values.ts';
import { databaseOptions } from './database.ts';
import { readDatabaseUrl } from './env.ts';
import { createMailQueueRepository } from './notification/mail-queue.repository.ts';

/*
 * pnpm --filter @gkz-qe/consultation retry-mails [--since 2026-11-20]
 *
 * Has mails sent that failed, once what kept them is repaired: all of the last 30 days, or those since a day. The service, which
 * may go on running, takes them up within seconds. Needs DATABASE_URL alone.
 */
await runMain(async () => {
  const { values } = parseArgs({ options: { since: { type: 'string' } } });
  const since = values.since === undefined ? new Date(0) : beginOf(values.since);
  const orm = createOrm({ ...databaseOptions(readDatabaseUrl()), poolSize: 1 });
  try {
    const count = await createMailQueueRepository(orm.em.fork()).retryFailed(since, new Date());
    process.stdout.write(`${told(count)}\n`);
  } finally {
    await orm.close();
  }
});

/** @throws for what is no day */
function beginOf(text: string): Date {
  const day = readDay(text);
  if (day === undefined) throw new CommandFault('--since takes a day, as 2026-11-20');
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

function told(count: number): string {
  if (count === 0) return 'Es gibt keine fehlgeschlagenen E-Mails.';
  return count === 1 ? 'Eine E-Mail wird noch einmal versucht.' : `${count} E-Mails werden noch einmal versucht.`;
}
