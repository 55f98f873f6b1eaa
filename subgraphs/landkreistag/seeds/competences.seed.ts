import { join } from 'node:path';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { readSeedTable } from '@gkz-qe/kit/seed-table.ts';
import { Competence } from '../src/competence/competence.entity.ts';
import { type CompetenceRow, saveCompetences } from '../src/competence/competence.repository.ts';

/** What the Landkreise offer, made up by the rule at the head of `competences.csv`. */
export async function seedCompetences(em: EntityManager): Promise<boolean> {
  if ((await em.count(Competence)) > 0) return false;
  const rows = readSeedTable(join(import.meta.dirname, 'competences.csv'), ['ags', 'kind', 'name']);
  const competences = rows.map(({ ags, kind, name }): CompetenceRow => {
    // The table's own check refuses a kind that does not exist.
    return { memberAgs: ags, kind: kind as CompetenceRow['kind'], name, source: 'SAMPLE' };
  });
  await saveCompetences(em, [], competences);
  return true;
}
