import {
  type AdvisorRow,
  advisorsById,
  associationOf,
  codeOf,
  type FloorAnswer,
  type FloorDatabases,
  memberStatus,
} from './databases.ts';

interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly title: string;
  readonly phase: string | null;
  readonly content: boolean;
}

interface PartRow {
  readonly association: string;
  readonly role: string;
  readonly state: string;
  readonly advisorId: string | null;
  readonly open: number;
}

interface KommuneRow {
  readonly ags: string;
  readonly kind: string;
  readonly name: string;
  readonly population: number;
  readonly region: string;
  readonly landkreisAgs: string | null;
  readonly landkreis: string | null;
}

interface MemberRow {
  readonly ags: string;
  readonly status: string;
  readonly advisors: readonly { readonly name: string }[];
}

/** A case as a coordinator sees it. */
export const answerCasePage: FloorAnswer = async (databases, viewer, { id }) => {
  const { select } = databases;
  const association = codeOf(viewer);
  const [[found], parts, kommunen, timeline] = await Promise.all([
    select<CaseRow>('consultation', 'case', caseText, [id, association]),
    select<PartRow>('consultation', 'parts', partsText, [id]),
    select<KommuneRow>('consultation', 'kommunen', kommunenText, [id]),
    select<{ at: Date; kind: string; text: string }>('consultation', 'timeline', timelineText, [id, association]),
  ]);
  if (!found) return { case: null };
  const [advisors, staedtetag, gemeindetag, landkreistag] = await Promise.all([
    advisorsById(databases, parts),
    membersOf(
      databases,
      'staedtetag',
      kommunen.map(({ ags }) => ags),
    ),
    membersOf(
      databases,
      'gemeindetag',
      kommunen.map(({ ags }) => ags),
    ),
    membersOf(
      databases,
      'landkreistag',
      kommunen.flatMap(({ landkreisAgs }) => landkreisAgs ?? []),
    ),
  ]);
  const { number, status, title, phase, content } = found;
  return {
    case: {
      ...{ number, status, title: content ? title : null, phase: content ? phase : null },
      participations: parts.map((part) => participationOf(part, advisors)),
      concerns: kommunen.map((kommune) => concernOf(kommune, { staedtetag, gemeindetag, landkreistag })),
      timeline: content ? timeline.map(({ at, kind, text }) => ({ at: at.toISOString(), kind, text })) : null,
    },
  };
};

const caseText = `
  select id, number, status, title, phase,
    ((status in ('RECEIVED', 'IN_TRIAGE') or exists (select from participation p where p.case_id = c.id and p.until_at is null
       and p.association = $2 and p.role in ('LEAD', 'CO_ADVICE')))
     and not exists (select from case_restriction x where x.case_id = c.id)) as content
  from consultation_case c where id = $1`;

const partsText = `
  select association, role, state, advisor_id as "advisorId",
    (select count(*)::int from participation o where o.advisor_id = p.advisor_id and o.role = 'LEAD'
       and o.from_at is not null and o.until_at is null and o.case_open) as open
  from participation p where case_id = $1 and until_at is null
  order by array_position(array['LEAD', 'CO_ADVICE', 'INFORMED'], role), from_at nulls last, p.id`;

const kommunenText = `
  select k.ags, k.kind, k.name, k.population, r.name as region, l.ags as "landkreisAgs", l.name as landkreis
  from case_kommune ck join kommune k on k.ags = ck.ags join region r on r.key = k.region_key
  left join kommune l on l.ags = k.landkreis_ags where ck.case_id = $1 order by ck.position`;

const timelineText = `
  select * from (select id, at, kind, text from timeline_entry
    where case_id = $1 and (visibility <> 'OWN_ASSOCIATION' or association = $2) order by at desc, id desc limit 50) t
  order by at, id`;

async function membersOf(
  { select }: FloorDatabases,
  database: 'staedtetag' | 'gemeindetag' | 'landkreistag',
  keys: readonly string[],
) {
  const rows = keys.length === 0 ? [] : await select<MemberRow>(database, 'members', membersText, [keys]);
  return new Map(rows.map((row) => [row.ags, row]));
}

const membersText = `
  select ags, ${memberStatus} as status,
    (select coalesce(json_agg(json_build_object('name', a.name) order by a.name, a.id), '[]')
       from member_advisor m join advisor a on a.id = m.advisor_id where m.member_ags = member.ags and a.active) as advisors
  from member where ags = any($1)`;

function participationOf(
  { role, state, association, advisorId, open }: PartRow,
  advisors: ReadonlyMap<string, AdvisorRow>,
) {
  const advisor = advisorId === null ? undefined : advisors.get(advisorId);
  return {
    ...{ role, state, association: associationOf(association) },
    advisor: advisor ? { name: advisor.name, email: advisor.email, openCaseCount: open } : null,
  };
}

type Members = Readonly<Record<'staedtetag' | 'gemeindetag' | 'landkreistag', ReadonlyMap<string, MemberRow>>>;

function concernOf({ ags, kind, name, population, region, landkreisAgs, landkreis }: KommuneRow, members: Members) {
  const kommune = { name, population, region: { name: region } };
  if (kind === 'LANDKREIS') return kommune;
  const county = landkreisAgs === null ? undefined : members.landkreistag.get(landkreisAgs);
  return {
    ...kommune,
    landkreis:
      landkreisAgs === null
        ? null
        : { name: landkreis, landkreistagMember: county ? { advisors: county.advisors } : null },
    staedtetagMember: memberOf(members.staedtetag.get(ags)),
    gemeindetagMember: memberOf(members.gemeindetag.get(ags)),
  };
}

function memberOf(row: MemberRow | undefined) {
  return row ? { status: row.status, advisors: row.advisors } : null;
}
