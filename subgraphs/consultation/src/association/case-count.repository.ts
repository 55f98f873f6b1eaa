import { createKnowingLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isGemeindeAgs, isKreisAgs, isUuid } from '@gkz-qe/kit/keys.ts';

interface Count {
  readonly key: string;
  readonly count: number;
}

export type CaseCountRepository = ReturnType<typeof createCaseCountRepository>;

/** Counts cases by what they belong to, one grouped statement for each kind of key. Who has none counts 0. */
export function createCaseCountRepository(em: EntityManager) {
  const createCounter = (isKey: (key: string) => boolean, caller: string, text: string) =>
    createKnowingLoader<string, number>({
      isKey,
      missing: 0,
      find: async (keys) => {
        const rows = await select<Count>(em, caller, text, [keys]);
        return new Map(rows.map(({ key, count }) => [key, count]));
      },
    });
  return {
    /** All cases there have ever been about a Kommune. */
    ofKommune: createCounter(
      (key) => isGemeindeAgs(key) || isKreisAgs(key),
      'case-count.kommunen',
      `select ags as key, sum(count)::int as count
       from unnest($1::text[]) asked (ags) join kommune_case_count using (ags) group by ags`,
    ),
    /** Open cases that an advisor leads. */
    openOfAdvisor: createCounter(
      isUuid,
      'case-count.advisors',
      `select advisor_id as key, count(*)::int as count from participation
       where advisor_id = any($1::uuid[]) and role = 'LEAD' and from_at is not null and until_at is null and case_open
       group by advisor_id`,
    ),
    /** Open cases that an association leads. */
    openOfAssociation: createCounter(
      () => true,
      'case-count.associations',
      `select association as key, count(*)::int as count from participation
       where association = any($1::text[]) and role = 'LEAD' and from_at is not null and until_at is null and case_open
       group by association`,
    ),
  };
}
