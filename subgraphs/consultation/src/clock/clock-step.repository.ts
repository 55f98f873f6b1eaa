import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { Step, StepKind } from './clock-plan.ts';

/** What the clock must know of a case beside its facts. */
export interface ClockState {
  /** Whether its time to be looked at has come. Not where another process has just done so. */
  readonly due: boolean;
  /** Whether the processing of who asked is restricted: then nobody works on the case, and nobody is reminded. */
  readonly restricted: boolean;
  /** From when who is asked for a part could answer, by the key of the part. */
  readonly askedSince: ReadonlyMap<string, Date>;
  readonly done: readonly Omit<Step, 'at'>[];
}

/** What the clock reads and writes of one case, in the transaction of `em`. */
export function clockWriter(em: EntityManager) {
  return {
    async findClockState(caseId: string, now: Date): Promise<ClockState> {
      const row = await selectOne<StateRow>(em, 'clock.state', stateOfCase, [caseId, now]);
      if (row === null) throw new Error('a case that is locked is gone');
      return {
        ...row,
        askedSince: new Map(row.asked.map(({ partId, since }) => [partId, new Date(since)])),
        done: row.done.map((step) => ({ ...step, occasion: new Date(step.occasion) })),
      };
    },

    /** Two processes that would do the same step meet here: the second one fails, and its transaction with it. */
    async recordStep(caseId: string, { kind, occasion, partId }: Step, at: Date): Promise<void> {
      await select(em, 'clock.record', insertStep, [caseId, kind, occasion, partId, at]);
    },

    /** When the case is looked at next; null: not before somebody changes it. No new version: nobody's work becomes stale. */
    async setClock(caseId: string, at: Date | null): Promise<void> {
      await select(em, 'clock.set', 'update consultation_case set clock_at = $2 where id = $1', [caseId, at]);
    },
  };
}

const insertStep = 'insert into clock_step (case_id, kind, occasion, part_id, at) values ($1, $2, $3, $4, $5)';

/** JSON has no moments: milliseconds since 1970. */
interface StateRow extends Pick<ClockState, 'due' | 'restricted'> {
  readonly asked: readonly { readonly partId: string; readonly since: number }[];
  readonly done: readonly { readonly kind: StepKind; readonly occasion: number; readonly partId: string | null }[];
}

const milliseconds = (moment: string) => `(extract(epoch from ${moment}) * 1000)::bigint`;

// A request that came with the inquiry can be answered once the case has been assigned.
const stateOfCase = `
  select coalesce(c.clock_at <= $2, false) as due,
    exists (select from case_restriction x where x.case_id = c.id) as restricted,
    (select coalesce(json_agg(json_build_object('partId', p.id::text,
         'since', ${milliseconds('greatest(p.proposed_at, p.from_at, c.assigned_at)')})), '[]')
       from participation p where p.case_id = c.id and p.until_at is null and p.answer_due_at is not null) as asked,
    (select coalesce(json_agg(json_build_object('kind', s.kind, 'occasion', ${milliseconds('s.occasion')},
         'partId', s.part_id::text)), '[]') from clock_step s where s.case_id = c.id) as done
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
