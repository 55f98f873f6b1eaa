import { createByKeyLoader, createKnowingLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isGemeindeAgs, isUuid } from '@gkz-qe/kit/keys.ts';
import type { Advisor } from './advisor.entity.ts';

/** An advisor as it is read. */
export interface AdvisorRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly kind: Advisor['kind'];
  readonly institution: string | null;
  readonly disciplines: readonly string[];
  readonly active: boolean;
  readonly capacity: number;
  readonly source: Advisor['source'];
  readonly version: number;
}

export interface TopicRow {
  readonly advisorId: string;
  readonly code: string;
  /** 1 to 3. */
  readonly level: number;
}

/** An absence; both days are included. Days are ISO 8601. */
export interface AbsenceRow {
  readonly advisorId: string;
  readonly from: string;
  readonly until: string;
  readonly deputyId: string | null;
}

export type AdvisorRepository = ReturnType<typeof createAdvisorRepository>;

const advisorColumns =
  'a.id, a.name, a.email, a.phone, a.kind, a.institution, a.disciplines, a.active, a.capacity, a.source, a.version';

/** Reads advisors and what belongs to them, each table with one statement per batch. Names are in DIN 5007 order. */
export function createAdvisorRepository(em: EntityManager, today: string) {
  const byId = createByKeyLoader({
    isKey: isUuid,
    keyOf: (advisor: AdvisorRow) => advisor.id,
    find: (ids) =>
      select<AdvisorRow>(em, 'advisor.byId', `select ${advisorColumns} from advisor a where a.id = any($1)`, [ids]),
  });
  const ofMember = createKnowingLoader<string, readonly AdvisorRow[]>({
    isKey: isGemeindeAgs,
    missing: [],
    // An advisor looks after dozens of members: the row comes once and not with each of them.
    find: async (keys) => {
      const rows = await select<AdvisorRow & { members: readonly string[] }>(
        em,
        'advisor.ofMember',
        `select ${advisorColumns}, m.members from advisor a
         join (select advisor_id, array_agg(member_ags) as members from member_advisor
               where member_ags = any($1) group by advisor_id) m on m.advisor_id = a.id
         where a.active order by a.name, a.id`,
        [keys],
      );
      return groupByMember(rows);
    },
  });
  const topics = createListLoader({
    isKey: isUuid,
    keyOf: (row: TopicRow) => row.advisorId,
    find: (ids) =>
      select<TopicRow>(
        em,
        'advisor.topics',
        `select advisor_id as "advisorId", code, level
         from advisor_topic where advisor_id = any($1) order by level desc, code`,
        [ids],
      ),
  });
  const areas = createListLoader({
    isKey: isUuid,
    keyOf: (row: { readonly advisorId: string; readonly area: string }) => row.advisorId,
    find: (ids) =>
      select<{ advisorId: string; area: string }>(
        em,
        'advisor.areas',
        `select advisor_id as "advisorId", area
         from advisor_area where advisor_id = any($1) order by area collate "C"`,
        [ids],
      ),
  });
  const conflicts = createListLoader({
    isKey: isUuid,
    keyOf: (row: { readonly advisorId: string; readonly ags: string }) => row.advisorId,
    find: (ids) =>
      select<{ advisorId: string; ags: string }>(
        em,
        'advisor.conflicts',
        `select advisor_id as "advisorId", ags
         from advisor_conflict where advisor_id = any($1) order by ags collate "C"`,
        [ids],
      ),
  });
  const members = createListLoader({
    isKey: isUuid,
    keyOf: (row: { readonly advisorId: string; readonly ags: string }) => row.advisorId,
    find: (ids) =>
      select<{ advisorId: string; ags: string }>(
        em,
        'advisor.members',
        `select advisor_id as "advisorId", member_ags as ags
         from member_advisor where advisor_id = any($1) order by member_ags`,
        [ids],
      ),
  });
  const absences = createListLoader({
    isKey: isUuid,
    keyOf: (row: AbsenceRow) => row.advisorId,
    find: (ids) =>
      select<AbsenceRow>(
        em,
        'advisor.absences',
        `select advisor_id as "advisorId", first_day::text as "from", last_day::text as until, deputy_id as "deputyId"
         from absence where advisor_id = any($1) and last_day >= $2 order by first_day, last_day`,
        [ids, today],
      ),
  });
  return {
    loadById: (id: string) => byId.load(id.toLowerCase()),

    /** Active ones only. */
    loadOfMember: ofMember.load,

    /** Loads before `loadOfMember` is asked, which then answers at once. */
    prepareOfMembers: ofMember.prepare,

    /** The strongest first. */
    loadTopics: (id: string) => topics.load(id),

    async loadAreas(id: string): Promise<readonly string[]> {
      return (await areas.load(id)).map((row) => row.area);
    },

    async loadConflicts(id: string): Promise<readonly string[]> {
      return (await conflicts.load(id)).map(({ ags }) => ags);
    },

    /** Keys of the members that the advisor looks after. */
    async loadMemberKeys(id: string): Promise<readonly string[]> {
      return (await members.load(id)).map(({ ags }) => ags);
    },

    /** After a write: what has been read is read anew. */
    forget: () => {
      for (const loader of [byId, ofMember, topics, areas, conflicts, members, absences]) loader.clearAll();
    },

    /** Those that are not over, in the order of their first day. */
    loadAbsences: (id: string) => absences.load(id),

    findActive: () =>
      select<AdvisorRow>(
        em,
        'advisor.active',
        `select ${advisorColumns} from advisor a where a.active order by a.name, a.id`,
      ),
  };
}

/** The advisors of each member, in the order of the rows. */
function groupByMember(rows: readonly (AdvisorRow & { readonly members: readonly string[] })[]) {
  const advisors = new Map<string, AdvisorRow[]>();
  for (const row of rows) {
    for (const ags of row.members) advisors.getOrInsertComputed(ags, () => []).push(row);
  }
  return advisors;
}
