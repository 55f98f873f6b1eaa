import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { forgetParticipants } from '../../event/participant.repository.ts';
import { anonymiseCases, smallBelow } from '../person/anonymise.repository.ts';
import { obstacles } from '../person/lock-cases.repository.ts';
import { anonymisedText, removedText } from '../person/removed.ts';
import { RetentionBatch, RetentionRun } from './retention.entity.ts';
import type { BatchCounts, GroupCount, HeldBack, RetentionRunRow } from './retention.types.ts';

/** A run that begins. */
export interface NewRun {
  readonly id: string;
  readonly rehearsal: boolean;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedBefore: Date;
}

export type RetentionRepository = ReturnType<typeof createRetentionRepository>;

/** Makes cases anonymous whose time is over, and keeps what runs have done. `em` must be a fork of its own. */
export function createRetentionRepository(em: EntityManager) {
  return {
    async start(run: NewRun): Promise<void> {
      await em.insert(RetentionRun, run);
    },

    /**
     * Makes up to `size` cases anonymous and adds what it did to the run, in one transaction. Cases that another instance is at
     * work on are left to it. False where none was left to do.
     */
    doBatch: ({ id, endedBefore }: NewRun, number: number, size: number, at: Date): Promise<boolean> =>
      em.transactional(async (transaction) => {
        const taken = await takeDue(transaction, endedBefore, size);
        if (taken.length === 0) return false;
        const groups = await select<GroupCount>(transaction, 'retention.groups', groupsOf('c.id = any($1::uuid[])'), [
          taken,
        ]);
        const { links, reasons, ...counts } = await anonymiseCases(transaction, taken, {
          ...{ at, actor: 'system', reason: 'Die Aufbewahrungsfrist ist abgelaufen.' },
        });
        await transaction.insert(RetentionBatch, { run: id, number, at, counts, groups });
        return true;
      }),

    /** Adds to the run what doing it would change, all at once. */
    async rehearse({ id, endedBefore }: NewRun, at: Date): Promise<void> {
      const groups = await select<GroupCount>(em, 'retention.rehearseGroups', groupsOf(free), [endedBefore]);
      const counts = await selectOne<BatchCounts>(em, 'retention.rehearse', countFree, [
        ...[endedBefore, removedText, anonymisedText, smallBelow],
      ]);
      if (counts) await em.insert(RetentionBatch, { run: id, number: 1, at, counts, groups });
    },

    /** Removes the data of who came to events that ended before a moment. */
    forgetParticipants: (endedBefore: Date) => forgetParticipants(em, endedBefore),

    async finish({ id, endedBefore }: NewRun, finishedAt: Date): Promise<void> {
      const heldBack = await select<HeldBack>(em, 'retention.heldBack', countHeldBack, [endedBefore]);
      await em.nativeUpdate(RetentionRun, { id }, { finishedAt, heldBack });
    },

    async get(id: string): Promise<RetentionRunRow> {
      const row = await selectOne<RetentionRunRow>(em, 'retention.byId', `${runs} where r.id = $1::uuid`, [id]);
      if (row === null) throw new Error('a run has lost its row');
      return row;
    },

    /** Newest first; up to one row more than the page has. */
    findPage: ({ after, limit }: Page): Promise<RetentionRunRow[]> =>
      select(em, 'retention.page', pageOfRuns, [...(after ?? [null, null]), limit + 1]),

    async count(): Promise<number> {
      const row = await selectOne<{ count: number }>(
        em,
        'retention.count',
        'select count(*)::int as count from retention_run',
      );
      return row?.count ?? 0;
    },
  };
}

const due = `c.closed_at < $1 and c.status <> 'ANONYMISED'`;
const free = `${due} and not (${Object.values(obstacles).join(' or ')})`;

/** Locks cases that are due and free to go. What came in the way before the lock was had is seen by the second look. */
async function takeDue(em: EntityManager, endedBefore: Date, size: number): Promise<readonly string[]> {
  for (;;) {
    const locked = await select<{ id: string }>(
      em,
      'retention.lock',
      `select c.id from consultation_case c where ${free} order by c.closed_at, c.id limit $2 for update of c skip locked`,
      [endedBefore, size],
    );
    if (locked.length === 0) return [];
    const still = await select<{ id: string }>(
      em,
      'retention.lookAgain',
      `select c.id from consultation_case c where c.id = any($2::uuid[]) and ${free} order by c.id`,
      [endedBefore, locked.map(({ id }) => id)],
    );
    if (still.length > 0) return still.map(({ id }) => id);
  }
}

const groupsOf = (condition: string) => `
  select extract(year from c.closed_at at time zone 'Europe/Berlin')::int as year, p.association, count(*)::int as cases
  from consultation_case c left join participation p on p.case_id = c.id and p.role = 'LEAD'
    and p.from_at is not null and p.until_at is null
  where ${condition} group by 1, 2 order by 1, 2 nulls last`;

const countFree = `
  with free as (select c.id from consultation_case c where ${free})
  select (select count(*)::int from free) as cases,
    (select count(*)::int from inquirer i join free on free.id = i.case_id) as inquirers,
    (select count(*)::int from timeline_entry e join free on free.id = e.case_id where e.text not in ($2, $3))
      as "timelineEntries",
    (select count(*)::int from case_kommune ck join free on free.id = ck.case_id join kommune k on k.ags = ck.ags
      where k.landkreis_ags is not null and k.population < $4) as kommunen`;

/** Each case once, by the first of its obstacles. */
const countHeldBack = `
  select reason, count(*)::int as cases from (
    select case ${Object.entries(obstacles)
      .map(([reason, holds]) => `when ${holds} then '${reason}'`)
      .join(' ')} end as reason
    from consultation_case c where ${due}
  ) held where reason is not null group by reason order by reason`;

const sum = (count: keyof BatchCounts) => `coalesce(sum((b.counts ->> '${count}')::int), 0)::int`;

const runs = `
  select r.id, r.rehearsal, r.started_by as "startedBy", r.started_at as "startedAt", r.ended_before as "endedBefore",
    r.finished_at as "finishedAt",
    (select json_build_object('cases', ${sum('cases')}, 'inquirers', ${sum('inquirers')},
       'timelineEntries', ${sum('timelineEntries')}, 'kommunen', ${sum('kommunen')},
       'heldBack', coalesce(r.held_back, '[]'),
       'groups', (select coalesce(json_agg(g order by g.year, g.association), '[]') from (
         select x.year, x.association, sum(x.cases)::int as cases
         from retention_batch gb, jsonb_to_recordset(gb.groups) x (year int, association text, cases int)
         where gb.run_id = r.id group by 1, 2) g))
     from retention_batch b where b.run_id = r.id) as report
  from retention_run r`;

const pageOfRuns = `${runs} where ($1::timestamptz is null or (r.started_at, r.id) < ($1, $2::uuid))
  order by r.started_at desc, r.id desc limit $3`;
