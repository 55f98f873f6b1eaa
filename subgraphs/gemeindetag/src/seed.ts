import { createOrm, type EntityManager } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { runMain } from '@gkz-qe/kit/process.ts';
import { seedAdvisors } from '../seeds/advisors.seed.ts';
import { seedAssociation } from '../seeds/association.seed.ts';
import { seedKreisverbaende } from '../seeds/kreisverbaende.seed.ts';
import { seedMailbox } from '../seeds/mailbox.seed.ts';
import { seedMembers } from '../seeds/members.seed.ts';
import { databaseOptions } from './database.ts';
import { readOwnerUrl } from './env.ts';

/** Fills an empty part of the database for a given day and leaves a filled one alone; answers whether it did anything. */
type Seed = (em: EntityManager, today: string) => Promise<boolean>;

/** The sample data, in the order in which it builds on itself. */
const seeds: Readonly<Record<string, Seed>> = {
  kreisverbaende: seedKreisverbaende,
  members: seedMembers,
  advisors: seedAdvisors,
  association: seedAssociation,
  mailbox: seedMailbox,
};

/** Fills a migrated database with sample data, each part in a transaction; answers the names of those that ran. */
export async function seedDatabase(ownerUrl: string, today = localDay()): Promise<readonly string[]> {
  const orm = createOrm({ ...databaseOptions(ownerUrl), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const ran: string[] = [];
    for (const [name, seed] of Object.entries(seeds)) {
      if (await orm.em.fork().transactional((em) => seed(em, today))) ran.push(name);
    }
    return ran;
  } finally {
    await orm.close();
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const ran = await seedDatabase(readOwnerUrl());
    process.stdout.write(`gemeindetag: ${ran.length === 0 ? 'nothing to seed' : `seeded ${ran.join(', ')}`}\n`);
  });
}
