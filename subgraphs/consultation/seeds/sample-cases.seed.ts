import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { saveSampleCases } from '../src/sample/sample-cases.repository.ts';

/** Beispieldaten: cases of eight years, for a database that has no cases yet. */
export async function seedSampleCases(em: EntityManager, count: number): Promise<boolean> {
  const known = await select(em, 'seed.cases', 'select 1 from consultation_case limit 1');
  if (known.length > 0) return false;
  await saveSampleCases(em, count);
  return true;
}
