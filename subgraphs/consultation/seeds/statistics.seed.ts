import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { createSnapshotRepository } from '../src/statistics/snapshot/snapshot.repository.ts';
import { takeSnapshot } from '../src/statistics/snapshot/take-snapshot.ts';

/** A first snapshot of the figures, so that nobody has to wait for the night. */
export async function seedStatistics(em: EntityManager): Promise<boolean> {
  const snapshots = createSnapshotRepository(em);
  if ((await snapshots.list(1)).length > 0) return false;
  await takeSnapshot({ snapshots, takenBy: 'seed', today: localDay() });
  return true;
}
