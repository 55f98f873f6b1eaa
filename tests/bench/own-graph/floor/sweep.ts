import { associations, type FloorAnswer, type FloorDatabases, memberStatus } from './databases.ts';

interface MemberRow {
  readonly ags: string;
  readonly advisors: readonly { readonly name: string }[];
}

interface KommuneRow {
  readonly ags: string;
  readonly name: string;
  readonly population: number;
  readonly region: string;
  readonly caseCount: number;
}

/** All members of all associations, for a coordinator: three statements side by side, then two of the register and the cases. */
export const answerSweep: FloorAnswer = async (databases) => {
  const { select } = databases;
  const [open, ...lists] = await Promise.all([
    select<{ association: string; count: number }>('consultation', 'open', openText),
    ...associations.map(({ database }) => select<MemberRow>(database, 'all-members', membersText)),
  ]);
  const keys = [...new Set(lists.flat().map(({ ags }) => ags))];
  const kommunen = await kommunenByAgs(databases, keys);
  return {
    associations: associations.map(({ code, name }, index) => {
      const members = lists[index] ?? [];
      return {
        ...{ code, name, openCaseCount: open.find(({ association }) => association === code)?.count ?? 0 },
        members: { totalCount: members.length, nodes: members.map((member) => nodeOf(member, kommunen)) },
      };
    }),
  };
};

const openText = `
  select association, count(*)::int as count from participation
  where role = 'LEAD' and from_at is not null and until_at is null and case_open group by association`;

const membersText = `
  select ags, (select coalesce(json_agg(json_build_object('name', a.name) order by a.name, a.id), '[]')
      from member_advisor m join advisor a on a.id = m.advisor_id where m.member_ags = member.ags and a.active) as advisors
  from member where ${memberStatus} in ('ACTIVE', 'DORMANT') order by ags limit 1500`;

async function kommunenByAgs({ select }: FloorDatabases, keys: readonly string[]): Promise<Map<string, KommuneRow>> {
  const rows = await select<KommuneRow>('consultation', 'kommunen-with-cases', kommunenText, [keys]);
  return new Map(rows.map((row) => [row.ags, row]));
}

const kommunenText = `
  select k.ags, k.name, k.population, r.name as region, coalesce(c.count, 0) as "caseCount"
  from kommune k join region r on r.key = k.region_key
  left join (select ags, sum(count)::int as count from kommune_case_count group by ags) c on c.ags = k.ags
  where k.ags = any($1)`;

function nodeOf({ ags, advisors }: MemberRow, kommunen: ReadonlyMap<string, KommuneRow>) {
  const kommune = kommunen.get(ags);
  return {
    ...{ ags, caseCount: kommune?.caseCount ?? 0 },
    kommune: kommune ? { name: kommune.name, population: kommune.population, region: { name: kommune.region } } : null,
    advisors,
  };
}
