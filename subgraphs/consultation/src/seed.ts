import { createOrm, type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { runMain } from '@gkz-qe/kit/process.ts';
import { seedRegister } from '../seeds/register.seed.ts';
import { seedSampleCases } from '../seeds/sample-cases.seed.ts';
import { seedSampleEvents } from '../seeds/sample-events.seed.ts';
import { seedSampleFunding } from '../seeds/sample-funding.seed.ts';
import { seedSampleProjects } from '../seeds/sample-projects.seed.ts';
import { seedStatistics } from '../seeds/statistics.seed.ts';
import { seedTopics } from '../seeds/topics.seed.ts';
import { databaseOptions } from './database.ts';
import { readOwnerUrl, readSampleCases } from './env.ts';

/**
 * The topics' seeds, in the order in which they build on each other.
 *
 * Each fills what is empty, leaves alone what is there, and answers whether it did anything.
 */
const seeds: Readonly<Record<string, (em: EntityManager, sampleCases: number) => Promise<boolean>>> = {
  register: seedRegister,
  topics: seedTopics,
  cases: seedSampleCases,
  projects: seedSampleProjects,
  funding: seedSampleFunding,
  events: seedSampleEvents,
  statistics: seedStatistics,
};

/** Fills a migrated database with what it needs and shows, each seed in a transaction; answers the names of those that ran. */
export async function seedDatabase(ownerUrl: string, sampleCases = 2_000): Promise<readonly string[]> {
  const orm = createOrm({ ...databaseOptions(ownerUrl), poolSize: 1, statementTimeoutMs: 0 });
  try {
    const ran: string[] = [];
    for (const [name, seed] of Object.entries(seeds)) {
      if (await orm.em.fork().transactional((em) => seed(em, sampleCases))) ran.push(name);
    }
    // The server would do so within minutes; until then it knows nothing of the rows, and may choose plans that take seconds.
    if (ran.length > 0) await select(orm.em.fork(), 'seed.analyze', 'analyze');
    return ran;
  } finally {
    await orm.close();
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const ran = await seedDatabase(readOwnerUrl(), readSampleCases());
    process.stdout.write(`consultation: ${ran.length === 0 ? 'nothing to seed' : `seeded ${ran.join(', ')}`}\n`);
  });
}
