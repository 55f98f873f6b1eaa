import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { saveSampleApplications } from '../src/sample/sample-funding.repository.ts';

/** Beispieldaten: applications that came of the sample cases, for a database that has none yet. */
export async function seedSampleFunding(em: EntityManager): Promise<boolean> {
  const known = await select(em, 'seed.funding', 'select 1 from funding_application limit 1');
  return known.length === 0 && (await saveSampleApplications(em)) > 0;
}
