import { parseArgs } from 'node:util';
import { createOrm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { CommandFault, runMain } from '@gkz-qe/kit/process.ts';
import { databaseOptions } from './database.ts';
import { readDatabaseUrl } from './env.ts';
import { describeRun } from './privacy/retention/describe-run.ts';
import { createRetentionRepository } from './privacy/retention/retention.repository.ts';
import { runRetention } from './privacy/retention/run-retention.ts';

/*
 * pnpm --filter @gkz-qe/consultation retention [--dry-run] [--batch 200]
 *
 * Does at once what the nightly job does; with --dry-run it tells what a run would change. Needs DATABASE_URL alone.
 */
await runMain(async () => {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false }, batch: { type: 'string', default: '200' } },
  });
  const batchSize = Number(values.batch);
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new CommandFault('--batch takes a number of cases, from 1');
  const orm = createOrm({ ...databaseOptions(readDatabaseUrl()), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const retention = createRetentionRepository(orm.em.fork());
    const options = { startedBy: 'command', rehearsal: values['dry-run'], today: localDay(), batchSize };
    process.stdout.write(describeRun(await runRetention({ retention, ...options })));
  } finally {
    await orm.close();
  }
});
