import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import type { CaseOrder, SupportKind } from '../generated/resolvers.ts';
import { createGroupedLoader } from '../grouped-loader.ts';
import type { CaseSight } from '../policy.ts';
import type { CaseQuery, CaseRow, ParticipationRow, TimelineEntryRow } from './case.types.ts';
import {
  type CaseList,
  createCountStatement,
  createKeyStatement,
  createNumberStatement,
  createPageStatement,
} from './case-statement.ts';

export type CaseRepository = ReturnType<typeof createCaseRepository>;

/** One list of cases: what is asked, in which order, which page of it. */
export interface ListRequest {
  readonly query: CaseQuery;
  readonly order: CaseOrder;
  readonly page: Page;
}

/** Reads cases as one viewer sees them: what is not to be seen is not there. */
export function createCaseRepository(em: EntityManager, sight: CaseSight) {
  const byId = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: CaseRow) => row.id,
    find: (ids) => {
      const { text, values } = createKeyStatement(sight, ids);
      return select<CaseRow>(em, 'case.byId', text, values);
    },
  });
  return {
    loadById: (id: string): Promise<CaseRow | null> => byId.load(id.toLowerCase()),
    async findByNumber(number: string): Promise<CaseRow | null> {
      const { text, values } = createNumberStatement(sight, number);
      return selectOne<CaseRow>(em, 'case.byNumber', text, values);
    },
    ...createLists(em, sight),
    ...createParts(em),
    ...createTimeline(em, sight),
  };
}

function createLists(em: EntityManager, sight: CaseSight) {
  const pagesByKommune = createGroupedLoader<string, ListRequest, readonly CaseRow[]>(
    async (ags, { query, order, page }) => {
      const { text, values } = createPageStatement({ sight, query, perKommune: ags }, order, page);
      const rows = await select<CaseRow & { parent: string }>(em, 'case.pagesByKommune', text, values);
      return Map.groupBy(rows, ({ parent }) => parent);
    },
    [],
  );
  const countsByKommune = createGroupedLoader<string, CaseQuery, number>(async (ags, query) => {
    const { text, values } = createCountStatement({ sight, query, perKommune: ags });
    const rows = await select<{ parent: string; count: number }>(em, 'case.countsByKommune', text, values);
    return new Map(rows.map(({ parent, count }) => [parent, count]));
  }, 0);
  return {
    /** Up to one row more than the page has. */
    async findPage({ query, order, page }: ListRequest): Promise<readonly CaseRow[]> {
      const { text, values } = createPageStatement({ sight, query, perKommune: null }, order, page);
      return select<CaseRow>(em, 'case.page', text, values);
    },
    async count(query: CaseQuery): Promise<number> {
      const list: CaseList = { sight, query, perKommune: null };
      const { text, values } = createCountStatement(list);
      const row = await selectOne<{ count: number }>(em, 'case.count', text, values);
      return row?.count ?? 0;
    },
    /** The page of one Kommune's cases; equal requests for many Kommunen are one statement. */
    loadPageOfKommune: (ags: string, request: ListRequest) => pagesByKommune.load(ags, request),
    loadCountOfKommune: (ags: string, query: CaseQuery) => countsByKommune.load(ags, query),
  };
}

function createParts(em: EntityManager) {
  const participations = createListLoader({
    isKey: isUuid,
    keyOf: (row: ParticipationRow) => row.caseId,
    find: (ids) =>
      select<ParticipationRow>(
        em,
        'case.participations',
        `select id::text as id, case_id as "caseId", association, role, state, advisor_id as "advisorId",
           from_at is not null as "inForce", answer_due_at as "answerDueAt" from participation
         where case_id = any($1::uuid[]) and until_at is null
         order by case_id, array_position(array['LEAD', 'CO_ADVICE', 'INFORMED'], role), from_at nulls last, id`,
        [ids],
      ),
  });
  const topics = createListLoader({
    isKey: isUuid,
    keyOf: (row: { caseId: string; topic: string }) => row.caseId,
    find: (ids) =>
      select(
        em,
        'case.topics',
        `select ct.case_id as "caseId", ct.topic from case_topic ct join topic t on t.code = ct.topic
         where ct.case_id = any($1::uuid[]) order by ct.case_id, t.position`,
        [ids],
      ),
  });
  const support = createListLoader({
    isKey: isUuid,
    keyOf: (row: { caseId: string; kind: SupportKind }) => row.caseId,
    find: (ids) =>
      select(
        em,
        'case.support',
        'select case_id as "caseId", kind from case_support where case_id = any($1::uuid[]) order by case_id, kind',
        [ids],
      ),
  });
  return {
    /** What is in force or proposed, the lead first. */
    loadParticipations: (id: string) => participations.load(id),
    /** Codes in the official order. */
    loadTopics: async (id: string) => (await topics.load(id)).map(({ topic }) => topic),
    loadSupport: async (id: string) => (await support.load(id)).map(({ kind }) => kind),
  };
}

function createTimeline(em: EntityManager, sight: CaseSight) {
  const entries = createGroupedLoader<string, number, readonly TimelineEntryRow[]>(async (ids, last) => {
    const rows = await select<TimelineEntryRow>(
      em,
      'case.timeline',
      `select asked.id as "caseId", entry.at, entry.kind, entry.text from unnest($1::uuid[]) asked (id)
       cross join lateral (
         select t.id, t.at, t.kind, t.text from timeline_entry t
         where t.case_id = asked.id and (t.visibility <> 'OWN_ASSOCIATION' or t.association = $2)
         order by t.at desc, t.id desc limit $3
       ) entry
       order by asked.id, entry.at, entry.id`,
      [ids, sight.association, last],
    );
    return Map.groupBy(rows, ({ caseId }) => caseId);
  }, []);
  return {
    /** The last entries, oldest first; internal notes only those of the viewer's own association. */
    loadTimeline: (id: string, last: number) => entries.load(id, last),
  };
}
