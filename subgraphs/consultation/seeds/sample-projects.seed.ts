import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { saveSampleProjects } from '../src/sample/sample-projects.repository.ts';

/** Beispieldaten: the projects that the sample cases accompany, for a database that has no projects yet. */
export async function seedSampleProjects(em: EntityManager): Promise<boolean> {
  const known = await select(em, 'seed.projects', 'select 1 from project limit 1');
  return known.length === 0 && (await saveSampleProjects(em)) > 0;
}
