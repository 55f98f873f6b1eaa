import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { associationCodes } from '../../association/associations.ts';
import type { AssociationCode } from '../../generated/resolvers.ts';

/** From a moment on and before another; null: without such a bound. */
export interface Span {
  readonly from: Date | null;
  readonly before: Date | null;
}

export interface AnswerTimeRow {
  readonly association: AssociationCode;
  readonly year: number;
  /** From 1; null where years are asked for. */
  readonly quarter: number | null;
  readonly received: number;
  readonly answered: number;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}

export type CommonFiguresRepository = ReturnType<typeof createCommonFiguresRepository>;

/** Counts cases as they are now, for those who may see the header of each. One statement for a question, however many Kommunen. */
export function createCommonFiguresRepository(em: EntityManager) {
  return {
    /** Keys of the Kommunen that any case has been about. */
    async findReached(): Promise<readonly string[]> {
      return (await select<{ ags: string }>(em, 'figures.reached', reached)).map(({ ags }) => ags);
    },

    /** How many cases have their seat where; places without any are left out. */
    countBySeat: ({ from, before }: Span): Promise<{ readonly ags: string; readonly count: number }[]> =>
      select(em, 'figures.bySeat', bySeat, [from, before]),

    /** By association, the oldest period first. */
    findAnswerTimes: ({ from, before }: Span, quarters: boolean): Promise<AnswerTimeRow[]> =>
      select(em, 'figures.answerTimes', answerTimes, [from, before, quarters, associationCodes]),
  };
}

// One look into the index for each Kommune, and not one at each case.
const reached = `
  select k.ags from kommune k cross join lateral (select from case_kommune ck where ck.ags = k.ags limit 1) one`;

const within = (column: string) => `${column} >= coalesce($1::timestamptz, '-infinity')
  and ${column} < coalesce($2::timestamptz, 'infinity')`;

const bySeat = `
  select ck.ags, count(*)::int as count from case_kommune ck
  where ck.position = 1 and ${within('ck.case_received_at')}
    and not exists (select from consultation_case d where d.id = ck.case_id and d.duplicate_of is not null)
  group by ck.ags`;

const answerTimes = `
  select association, extract(year from received)::int as year,
    case when $3 then extract(quarter from received)::int end as quarter,
    count(*)::int as received, count(minutes)::int as answered,
    percentile_disc(0.5) within group (order by minutes) as "medianMinutes",
    percentile_disc(0.9) within group (order by minutes) as "p90Minutes"
  from (
    select p.association, c.received_at at time zone '${timeZone}' as received, c.first_answer_working_minutes as minutes
    from consultation_case c
    join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
    where ${within('c.received_at')} and c.duplicate_of is null
  ) led
  group by 1, 2, 3 order by 2, 3, array_position($4::text[], association)`;
