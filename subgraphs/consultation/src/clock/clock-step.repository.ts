import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { Step, StepKind } from './clock-plan.ts';

/** What the clock must know of a case beside its facts. */
export interface ClockState {
  /** Whether its time to be looked at has come. Not where another process has just done so. */
  readonly due: boolean;
  /** Whether the processing of who asked is restricted: then nobody works on the case, and nobody is reminded. */
  readonly restricted: boolean;
  readonly done: readonly { readonly kind: StepKind; readonly occasion: Date }[];
}

/** What the clock reads and writes of one case, in the transaction of `em`. */
export function clockWriter(em: EntityManager) {
  return {
    async findClockState(caseId: string, now: Date): Promise<ClockState> {
      const row = await selectOne<ClockState & { readonly done: readonly { kind: StepKind; occasion: number }[] }>(
        em,
        'clock.state',
        stateOfCase,
        [caseId, now],
      );
      if (row === null) throw new Error('a case that is locked is gone');
      return { ...row, done: row.done.map(({ kind, occasion }) => ({ kind, occasion: new Date(occasion) })) };
    },

    /** Two processes that would do the same step meet here: the second one fails, and its transaction with it. */
    async recordStep(caseId: string, { kind, occasion }: Step, at: Date): Promise<void> {
      await select(em, 'clock.record', 'insert into clock_step (case_id, kind, occasion, at) values ($1, $2, $3, $4)', [
        ...[caseId, kind, occasion, at],
      ]);
    },

    /** When the case is looked at next; null: not before somebody changes it. No new version: nobody's work becomes stale. */
    async setClock(caseId: string, at: Date | null): Promise<void> {
      await select(em, 'clock.set', 'update consultation_case set clock_at = $2 where id = $1', [caseId, at]);
    },
  };
}

const stateOfCase = `
  select coalesce(c.clock_at <= $2, false) as due,
    exists (select from case_restriction x where x.case_id = c.id) as restricted,
    (select coalesce(json_agg(json_build_object('kind', s.kind,
       'occasion', (extract(epoch from s.occasion) * 1000)::bigint)), '[]') from clock_step s where s.case_id = c.id) as done
  from consultation_case c where c.id = $1::uuid`;

export type ClockRepository = ReturnType<typeof createClockRepository>;

/** Finds what the clock has to look at. */
export function createClockRepository(em: EntityManager) {
  return {
    /** Keys of cases whose time has come, the longest overdue first: read from an index that holds no others. */
    async findDue(now: Date, limit: number): Promise<readonly string[]> {
      const text = 'select id from consultation_case where clock_at <= $1 order by clock_at, id limit $2';
      const rows = await select<{ id: string }>(em, 'clock.due', text, [now, limit]);
      return rows.map(({ id }) => id);
    },

    /** Puts a case off that cannot be looked at, so that the others get their turn. */
    async putOff(caseId: string, until: Date): Promise<void> {
      await select(em, 'clock.putOff', 'update consultation_case set clock_at = $2 where id = $1', [caseId, until]);
    },
  };
}
