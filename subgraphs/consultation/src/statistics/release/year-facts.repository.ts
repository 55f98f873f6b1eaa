import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { startOfDay } from '@gkz-qe/kit/local-day.ts';
import { programmes } from '../../funding/programmes.ts';
import { StatisticsYear } from '../statistics.entity.ts';
import { createStatisticsRepository } from '../statistics.repository.ts';
import type { CountedMoney, CountedYear, YearFacts } from './year-facts.ts';

export type YearRepository = ReturnType<typeof createYearRepository>;

/** What is said of a year besides the cells of its tables. */
export function createYearRepository(em: EntityManager) {
  const count = async <Row>(what: string, text: string, values: readonly unknown[]): Promise<Row> => {
    const row = await selectOne<Row>(em, `statistics.${what}`, text, values);
    if (row === null) throw new Error(`nothing was counted of ${what}`);
    return row;
  };
  return {
    /** Counts a year, in the transaction of `em`, in which its cases have been frozen; and whether something of it is a sample. */
    async count(year: number): Promise<{ readonly sample: boolean; readonly counted: CountedYear }> {
      const days = [`${year}-01-01`, `${year + 1}-01-01`];
      const span = days.map(startOfDay);
      const { findLabels, countGemeinden } = createStatisticsRepository(em);
      const { source } = await count<{ source: string | null }>('register', 'select source from register', []);
      const { sample } = await count<{ sample: boolean }>('sample', isSample, [...span, ...days]);
      const perProgramme = new Map(
        (await select<ProgrammeCount>(em, 'statistics.programmes', programmesOfYear, days)).map((row) => [
          row.code,
          row,
        ]),
      );
      const counted: CountedYear = {
        register: { source: source ?? '', gemeinden: await countGemeinden() },
        labels: await findLabels(),
        cases: await count('wholeYear', wholeYear, [year]),
        events: await count('events', eventsOfYear, span),
        funding: {
          programmes: programmes.map(({ code, name }) => ({ ...none, ...perProgramme.get(code), code, name })),
          applied: await count<CountedMoney>('applied', moneyOf('applied_on', 'amount_euro'), days),
          granted: await count<CountedMoney>('granted', moneyOf('decided_on', 'granted_euro'), days),
        },
      };
      return { sample, counted };
    },

    async save(year: number, sample: boolean, facts: YearFacts): Promise<void> {
      await em.insert(StatisticsYear, { year, sample, facts });
    },

    /** Null for a year that is not published, or was before there was any of this. */
    find: (year: number): Promise<{ readonly sample: boolean; readonly facts: YearFacts } | null> =>
      selectOne(em, 'statistics.year', 'select sample, facts from statistics_year where year = $1::int', [year]),
  };
}

type ProgrammeCount = CountedYear['funding']['programmes'][number];

const none = { cases: 0, kommunen: 0, largest: 0 };

const wholeYear = `
  with own as (select * from statistics_fact where year = $1), per as (
    select ags, count(*) as cases, count(*) filter (where first_time) as first from own group by ags
  ), quarters as (
    select count(own.*) filter (where first_time) as first, count(own.*) filter (where joint) as joint, quarter
    from generate_series(1, 4) quarter left join own using (quarter) group by quarter
  )
  select coalesce(sum(cases), 0)::int as cases, count(*)::int as kommunen, coalesce(max(cases), 0)::int as largest,
    count(*) filter (where length(ags) = 8)::int as gemeinden,
    coalesce(sum(first) filter (where length(ags) = 8), 0)::int as "firstTimeGemeinden",
    (select array_agg(first::int order by quarter) from quarters) as "firstTime",
    (select array_agg(joint::int order by quarter) from quarters) as joint,
    (select count(answer_minutes)::int from own) as answers,
    (select percentile_disc(0.5) within group (order by answer_minutes) from own) as "medianMinutes",
    (select percentile_disc(0.9) within group (order by answer_minutes) from own) as "p90Minutes"
  from per`;

/** Those that took place, by what anybody may read of them; how many came, together. */
const eventsOfYear = `
  with own as (select kind, attended from event where begins_at >= $1 and begins_at < $2 and state = 'PLANNED')
  select coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'count', n) order by n desc, kind)
      from (select kind, count(*) as n from own group by kind) kinds), '[]') as kinds,
    count(attended)::int as counted, coalesce(sum(attended), 0)::int as attended
  from own`;

/** Applications with the seat of their case, by a day of theirs from $1 to before $2. */
const applications = (day: string) => `
  select f.programme, f.amount_euro, f.granted_euro, k.ags
  from funding_application f
  join consultation_case c on c.id = f.case_id and c.status <> 'DUPLICATE'
  join case_kommune k on k.case_id = c.id and k.position = 1
  where f.${day} >= $1::date and f.${day} < $2::date`;

const programmesOfYear = `
  with per as (select programme, ags, count(*) as n from (${applications('applied_on')}) made group by programme, ags)
  select programme as code, sum(n)::int as cases, count(*)::int as kommunen, max(n)::int as largest from per group by programme`;

/** Those that have an amount. */
const moneyOf = (day: 'applied_on' | 'decided_on', amount: 'amount_euro' | 'granted_euro') => `
  with per as (
    select ags, count(${amount}) as n, sum(${amount}) as euro from (${applications(day)}) made
    where ${amount} is not null group by ags)
  select coalesce(sum(n), 0)::int as cases, count(*)::int as kommunen, coalesce(max(n), 0)::int as largest,
    coalesce(sum(euro), 0)::float8 as euro, coalesce(max(euro), 0)::float8 as "largestEuro"
  from per`;

const isSample = `
  select exists (select from consultation_case where source = 'SAMPLE' and received_at >= $1 and received_at < $2)
    or exists (select from event where source = 'SAMPLE' and begins_at >= $1 and begins_at < $2)
    or exists (select from funding_application f join consultation_case c on c.id = f.case_id and c.source = 'SAMPLE'
      where f.applied_on >= $3::date and f.applied_on < $4::date or f.decided_on >= $3::date and f.decided_on < $4::date)
    as sample`;
