import { join } from 'node:path';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { readSeedTable } from '@gkz-qe/kit/seed-table.ts';
import { Kreisverband } from '../src/kreisverband/kreisverband.entity.ts';

/** A Kreisverband for each Landkreis. */
export async function seedKreisverbaende(em: EntityManager): Promise<boolean> {
  if ((await em.count(Kreisverband)) > 0) return false;
  await em.insertMany(Kreisverband, readSeedTable(join(import.meta.dirname, 'kreisverbaende.csv'), ['ags', 'name']));
  return true;
}
