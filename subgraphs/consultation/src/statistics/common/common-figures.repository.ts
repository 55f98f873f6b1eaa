import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { associationCodes } from '../../association/associations.ts';
import type { AssociationCode } from '../../generated/resolvers.ts';

/** From a moment on and before another; null: without such a bound. */
export interface Span {
  readonly from: Date | null;
  readonly before: Date | null;
}

export interface AnswerTimeRow {
  /** Place of its period among those asked for, from 1. */
  readonly period: number;
  readonly association: AssociationCode;
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

    /** By period and association, those without cases left out. */
    findAnswerTimes: (periods: readonly { readonly from: Date; readonly before: Date }[]): Promise<AnswerTimeRow[]> =>
      select(em, 'figures.answerTimes', answerTimes, [
        periods.map(({ from }) => from),
        periods.map(({ before }) => before),
        associationCodes,
      ]),
  };
}

// One look into the index for each Kommune, and not one at each case.
const reached = `
  select k.ags from kommune k cross join lateral (select from case_kommune ck where ck.ags = k.ags limit 1) one`;

const bySeat = `
  select ck.ags, count(*)::int as count from case_kommune ck
  where ck.position = 1 and ck.case_received_at >= coalesce($1::timestamptz, '-infinity')
    and ck.case_received_at < coalesce($2::timestamptz, 'infinity')
    and not exists (select from consultation_case d where d.id = ck.case_id and d.duplicate_of is not null)
  group by ck.ags`;

// A part repeats when its case was received: so an index has both sides of each period, whatever there is besides.
const answerTimes = `
  select period.place::int as period, led.* from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality period (begins, ends, place)
  cross join lateral (
    select p.association, count(*)::int as received, count(c.first_answer_working_minutes)::int as answered,
      percentile_disc(0.5) within group (order by c.first_answer_working_minutes) as "medianMinutes",
      percentile_disc(0.9) within group (order by c.first_answer_working_minutes) as "p90Minutes"
    from consultation_case c
    join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
      and p.case_received_at >= period.begins and p.case_received_at < period.ends
    where c.received_at >= period.begins and c.received_at < period.ends and c.duplicate_of is null
    group by p.association
  ) led
  order by period.place, array_position($3::text[], led.association)`;
