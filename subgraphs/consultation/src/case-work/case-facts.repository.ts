import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { TimelineEntryRow } from '../case/case.types.ts';
import { contentVisible, headerVisible } from '../case/case-sight.ts';
import type { AssociationCode, CommitmentState } from '../generated/resolvers.ts';
import type { CaseSight } from '../policy.ts';
import type { VersionFacts } from './case-changes.ts';
import type { CaseFacts, NewEntry, PartFact } from './case-work.types.ts';

/** What an older version was, and what the timeline has said since. */
interface OlderVersion {
  /** Null where it was never recorded. */
  readonly facts: VersionFacts | null;
  readonly entries: readonly TimelineEntryRow[];
}

interface AdvisorRow {
  readonly active: boolean;
  readonly conflicts: readonly string[];
}

interface RecommendationFact {
  readonly text: string;
  readonly visibility: NewEntry['visibility'];
  readonly association: AssociationCode | null;
}

interface CommitmentFact extends RecommendationFact {
  readonly state: CommitmentState;
}

/** Reads what is decided on, of cases that are locked: in the transaction of `em`, and as far as `sight` goes. */
export function caseFinder(em: EntityManager, sight: CaseSight) {
  return {
    /** The case as it stands, and what the viewer may see of it. Null where there is none. */
    find: (id: string): Promise<CaseFacts | null> => findFacts(em, sight, id),

    /** What version `version` of a case was, if it is not the newest, and the entries since that the viewer may read. */
    async findOlder(id: string, version: number, content: boolean): Promise<OlderVersion> {
      const older = await selectOne<{ facts: VersionFacts; lastEntryId: string | null }>(
        em,
        'caseTurn.version',
        'select facts, last_entry_id as "lastEntryId" from case_version where case_id = $1 and version = $2',
        [id, version],
      );
      if (older === null || !content) return { facts: older?.facts ?? null, entries: [] };
      const values = [id, older.lastEntryId ?? '0', sight.association];
      return { facts: older.facts, entries: await select(em, 'caseTurn.entriesSince', entriesSince, values) };
    },

    /** Null where the association has no such advisor. */
    findAdvisor: (association: AssociationCode, id: string): Promise<AdvisorRow | null> =>
      selectOne(em, 'caseTurn.advisor', advisorOfAssociation, [association, id]),

    /** The text of a recommendation of this case that the viewer may read. */
    findRecommendation: (caseId: string, id: string): Promise<RecommendationFact | null> =>
      selectOne(em, 'caseTurn.recommendation', recommendationOfCase, [caseId, id, sight.association]),

    /** An earlier promise or appointment of this case. */
    findCommitment: (caseId: string, id: string): Promise<CommitmentFact | null> =>
      selectOne(em, 'caseTurn.commitment', commitmentOfCase, [caseId, id, sight.association]),
  };
}

/** Whose cases have been handed over takes no new ones, also before their association has said so in its directory. */
const advisorOfAssociation = `
  select active and not exists (select from advisor_departure d where d.advisor_id = a.id) as active, conflicts
  from directory_advisor a where association = $1 and id = $2`;

const commitmentOfCase = `
  select k.state, e.text, e.visibility, e.association from commitment k join timeline_entry e on e.id = k.entry_id
  where k.case_id = $1 and k.id = $2::uuid and (e.visibility <> 'OWN_ASSOCIATION' or e.association = $3)`;

const recommendationOfCase = `
  select e.text, e.visibility, e.association from recommendation r join timeline_entry e on e.id = r.entry_id
  where r.case_id = $1 and r.id = $2::uuid and (e.visibility <> 'OWN_ASSOCIATION' or e.association = $3)`;

const entriesSince = `
  select e.case_id as "caseId", e.at, e.kind, e.text from timeline_entry e
  where e.case_id = $1 and e.id > $2::bigint and (e.visibility <> 'OWN_ASSOCIATION' or e.association = $3)
  order by e.id limit 200`;

/** Expression: the parts of case `c` that are in force, and a lead that is proposed, as a JSON list. */
const currentParts = `(
  select coalesce(json_agg(json_build_object('id', p.id::text, 'association', p.association, 'role', p.role,
      'state', p.state, 'advisorId', p.advisor_id, 'inForce', p.from_at is not null,
      'answerDueAt', (extract(epoch from p.answer_due_at) * 1000)::bigint) order by p.id), '[]')
  from participation p where p.case_id = c.id and p.until_at is null)`;

/** JSON has no moments: milliseconds since 1970. */
type PartRow = Omit<PartFact, 'answerDueAt'> & { readonly answerDueAt: number | null };
type FactsRow = Omit<CaseFacts, 'parts'> & { readonly parts: readonly PartRow[] };

function toPart({ answerDueAt, ...part }: PartRow): PartFact {
  return { ...part, answerDueAt: answerDueAt === null ? null : new Date(answerDueAt) };
}

async function findFacts(em: EntityManager, sight: CaseSight, id: string): Promise<CaseFacts | null> {
  const values: unknown[] = [id];
  const add = (value: unknown) => `$${values.push(value)}`;
  const text = `
    select c.id, c.number, c.status, c.version, c.received_at as "receivedAt", c.assigned_at as "assignedAt",
      c.first_answered_at as "firstAnsweredAt", c.first_answer_working_minutes as "firstAnswerWorkingMinutes",
      c.first_answer_due_at as "firstAnswerDueAt", c.due_at as "dueAt", c.closed_at as "closedAt", c.phase, c.result, c.minutes,
      c.duplicate_of as "duplicateOf",
      (select json_build_object('id', project.id, 'phase', project.phase) from case_project l
        join project on project.id = l.project_id where l.case_id = c.id) as project,
      array(select ct.topic from case_topic ct join topic t on t.code = ct.topic where ct.case_id = c.id
        order by t.position) as topics,
      array(select k.ags from case_kommune k where k.case_id = c.id order by k.position) as kommunen,
      ${currentParts} as parts,
      ${headerVisible(sight, add)} as header, ${contentVisible(sight, add)} as content
    from consultation_case c where c.id = $1::uuid`;
  const row = await selectOne<FactsRow>(em, 'caseTurn.facts', text, values);
  return row && { ...row, parts: row.parts.map(toPart) };
}
