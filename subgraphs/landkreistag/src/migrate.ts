import { migrate } from '@gkz-qe/kit/database.ts';
import { runMain } from '@gkz-qe/kit/process.ts';
import { databaseOptions } from './database.ts';
import { readOwnerUrl } from './env.ts';

/** Brings the database up to date; answers the names of the migrations that ran. */
export function migrateDatabase(ownerUrl: string): Promise<readonly string[]> {
  return migrate(databaseOptions(ownerUrl));
}

if (import.meta.main) {
  await runMain(async () => {
    const applied = await migrateDatabase(readOwnerUrl());
    process.stdout.write(`landkreistag: ${applied.length === 0 ? 'up to date' : applied.join(', ')}\n`);
  });
}
