import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { IsolationLevel } from '@mikro-orm/core';
import { createFactRepository, type FactRepository } from '../release/fact.repository.ts';
import { createReleaseRepository, type ReleaseRepository } from '../release/release.repository.ts';
import { createYearRepository, type YearRepository } from '../release/year-facts.repository.ts';
import { StatisticsSnapshot } from '../statistics.entity.ts';

/** Stand der Statistik. */
export interface SnapshotRow {
  readonly id: string;
  readonly takenAt: Date;
  /** Its last year; null where none is published yet. */
  readonly lastYear: number | null;
}

export type TakenBy = 'nightly' | 'command' | 'seed';

export type SnapshotRepository = ReturnType<typeof createSnapshotRepository>;

export function createSnapshotRepository(em: EntityManager) {
  return {
    find: (id: string): Promise<SnapshotRow | null> =>
      selectOne(em, 'statistics.snapshot', `${snapshots} where id = $1`, [id]),

    /** Newest first. */
    list: (limit: number): Promise<SnapshotRow[]> =>
      select(em, 'statistics.snapshots', `${snapshots} order by taken_at desc, id desc limit $1`, [limit]),

    async save(snapshot: SnapshotRow & { readonly takenBy: TakenBy }): Promise<void> {
      await em.insert(StatisticsSnapshot, snapshot);
    },

    /**
     * Does all of a year's work in one transaction: it sees cases as they are at its beginning, keeps nobody from writing, and
     * leaves nothing behind where it fails.
     */
    inOneRead: (
      work: (parts: { facts: FactRepository; releases: ReleaseRepository; years: YearRepository }) => Promise<void>,
    ): Promise<void> =>
      em.transactional(
        (transaction) =>
          work({
            facts: createFactRepository(transaction),
            releases: createReleaseRepository(transaction),
            years: createYearRepository(transaction),
          }),
        em.isInTransaction() ? {} : { isolationLevel: IsolationLevel.REPEATABLE_READ },
      ),
  };
}

const snapshots = `select id, taken_at as "takenAt", last_year::int as "lastYear" from statistics_snapshot`;
