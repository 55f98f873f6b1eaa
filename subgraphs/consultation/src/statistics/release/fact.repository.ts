import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { startOfDay, timeZone } from '@gkz-qe/kit/local-day.ts';
import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { lowerBounds, smallest } from '../../register/size-class.ts';
import { dimensionNames, severalOf } from '../dimensions.ts';

/** A case as figures know it; by dimension the codes that hold for it, joined by commas. */
export interface FactRow extends Readonly<Record<StatisticsDimension, string>> {
  readonly id: string;
  readonly quarter: number;
  readonly ags: string;
  readonly closed: boolean;
  readonly joint: boolean;
  readonly firstTime: boolean;
  readonly minutes: number;
  /** Working minutes to the first answer; null where there is none. */
  readonly answerMinutes: number | null;
}

export type FactRepository = ReturnType<typeof createFactRepository>;

/** Reads cases for figures. All within the transaction of `em`. */
export function createFactRepository(em: EntityManager) {
  return {
    /** Keeps of a year's cases what figures are made of, in one statement: so all of them as they were at one moment. */
    async freeze(year: number): Promise<void> {
      await select(em, 'statistics.freeze', freezeYear, [
        year,
        startOfDay(`${year}-01-01`),
        startOfDay(`${year + 1}-01-01`),
      ]);
    },

    async countOf(year: number): Promise<number> {
      const text = 'select count(*)::int as count from statistics_fact where year = $1';
      return (await select<{ count: number }>(em, 'statistics.countOf', text, [year]))[0]?.count ?? 0;
    },

    /** A year's facts, some thousands at a time. */
    async *read(year: number): AsyncGenerator<FactRow> {
      for (let after = '0'; ; ) {
        const page = await select<FactRow>(em, 'statistics.facts', factPage, [year, after, pageSize]);
        yield* page;
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    },

    /** Removes what no table needs any more. */
    async forgetUntil(year: number): Promise<void> {
      await select(em, 'statistics.forget', 'delete from statistics_fact where year <= $1', [year]);
    },

    /** Combinations of the dimensions that follow from the seat, as the register has them. */
    findKommuneTypes: (): Promise<KommuneType[]> => select(em, 'statistics.kommuneTypes', kommuneTypes),

    /** Codes of fields of action, Regierungsbezirke and Regionen, in their order. */
    async findCodes(): Promise<Readonly<Record<'TOPIC' | 'REGIERUNGSBEZIRK' | 'REGION', readonly string[]>>> {
      const codes = async (name: string, text: string) =>
        (await select<{ code: string }>(em, `statistics.${name}`, text)).map(({ code }) => code);
      return {
        TOPIC: await codes('topics', 'select code from topic order by position'),
        REGIERUNGSBEZIRK: await codes('regierungsbezirke', 'select key as code from regierungsbezirk order by key'),
        REGION: await codes('regionen', 'select key as code from region order by key'),
      };
    },

    /** The year in which the first case was received; null where there is none. */
    async findFirstYear(): Promise<number | null> {
      const [row] = await select<{ year: number | null }>(em, 'statistics.firstYear', firstYear);
      return row?.year ?? null;
    },
  };
}

/** What the register says of a Kommune, as far as figures go by it. */
export interface KommuneType {
  readonly KOMMUNE_KIND: string;
  readonly SIZE_CLASS: string;
  readonly REGIERUNGSBEZIRK: string;
  readonly REGION: string;
}

const sizeClass = `case ${lowerBounds
  .map(([inhabitants, code]) => `when k.population >= ${inhabitants} then '${code}'`)
  .join(' ')} else '${smallest}' end`;

const kommuneTypes = `
  select distinct k.kind as "KOMMUNE_KIND", ${sizeClass} as "SIZE_CLASS", left(k.region_key, 3) as "REGIERUNGSBEZIRK",
    k.region_key as "REGION"
  from kommune k`;

const firstYear = `
  select extract(year from min(received_at) at time zone '${timeZone}')::int as year from consultation_case`;

/*
 * Who counts: cases with a Kommune and an association that leads, duplicates left out. The other few would stand in every table as
 * a category that is too small to show, and take a second one with them.
 */
const freezeYear = `
  insert into statistics_fact (year, quarter, ags, association, regierungsbezirk, region, kommune_kind, size_class, topic, phase,
    support, inquirer_kind, channel, closed, joint, first_time, minutes, answer_minutes)
  select $1, extract(quarter from c.received_at at time zone '${timeZone}'), k.ags, p.association, left(k.region_key, 3),
    k.region_key, k.kind, ${sizeClass},
    array(select t.topic from case_topic t where t.case_id = c.id), coalesce(c.phase, 'NONE'),
    array(select s.kind from case_support s where s.case_id = c.id), c.inquirer_kind, c.channel, not c.open,
    exists (select 1 from participation j where j.case_id = c.id and j.role = 'CO_ADVICE' and j.state in ('ACCEPTED', 'ENDED')),
    not exists (select 1 from case_kommune e where e.ags = k.ags and e.case_received_at < c.received_at),
    coalesce(c.minutes, 0), c.first_answer_working_minutes
  from consultation_case c
  join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
  join case_kommune ck on ck.case_id = c.id and ck.position = 1
  join kommune k on k.ags = ck.ags
  where c.received_at >= $2 and c.received_at < $3 and c.status <> 'DUPLICATE'`;

/** So few that a page is garbage before it grows old: memory does not follow the cases. */
const pageSize = 2_000;

const factPage = `
  select id::text as id, quarter, ags, ${dimensionNames
    .map((name) => (severalOf.has(name) ? `array_to_string(${name}, ',')` : name))
    .map((codes, index) => `${codes} as "${dimensionNames[index]}"`)
    .join(', ')}, closed, joint, first_time as "firstTime", minutes, answer_minutes as "answerMinutes"
  from statistics_fact where year = $1 and id > $2::bigint order by id limit $3`;
