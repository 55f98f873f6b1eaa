import { migrate } from '@gkz-qe/kit/database.ts';
import { runMain } from '@gkz-qe/kit/process.ts';
import { migrateJobQueue } from '../migrations/job-queue.ts';
import { databaseOptions } from './database.ts';
import { readOwnerUrl } from './env.ts';

/** Brings the database up to date; answers the names of the migrations that ran. */
export async function migrateDatabase(ownerUrl: string): Promise<readonly string[]> {
  const options = databaseOptions(ownerUrl);
  return [...(await migrate(options)), ...(await migrateJobQueue(options))];
}

if (import.meta.main) {
  await runMain(async () => {
    const applied = await migrateDatabase(readOwnerUrl());
    process.stdout.write(`consultation: ${applied.length === 0 ? 'up to date' : applied.join(', ')}\n`);
  });
}
