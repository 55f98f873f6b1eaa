import { randomUUIDv7 } from 'node:crypto';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { TimelineEntryRow } from '../case/case.types.ts';
import { contentVisible, headerVisible } from '../case/case-sight.ts';
import { isOpen } from '../case/case-state.ts';
import { Participation } from '../case/participation.entity.ts';
import { findClockFacts } from '../clock/clock-facts.repository.ts';
import { clockWriter } from '../clock/clock-step.repository.ts';
import type { ClockFacts } from '../clock/deadlines.ts';
import type { AssociationCode, CommitmentState } from '../generated/resolvers.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';
import type { CaseSight } from '../policy.ts';
import { lockProjectsOfCases, projectFinder, writeProjectOfCase } from '../project/case-project.repository.ts';
import { introductionFinder, writeIntroduction } from '../twin/request-introduction.repository.ts';
import type { VersionFacts } from './case-changes.ts';
import { Commitment, Contact, Recommendation } from './case-work.entity.ts';
import type { CaseFacts, NewEntry, PartChange, Plan } from './case-work.types.ts';
import { currentParts } from './current-parts.ts';
import { followUpWriter } from './follow-up.repository.ts';

/** What an older version was, and what the timeline has said since. */
export interface OlderVersion {
  /** Null where it was never recorded. */
  readonly facts: VersionFacts | null;
  readonly entries: readonly TimelineEntryRow[];
}

/** A change that is decided: the case as it was and as it becomes. */
export interface DecidedChange {
  readonly before: CaseFacts;
  readonly after: CaseFacts;
  readonly plan: Plan;
  readonly actor: string;
  readonly association: AssociationCode | null;
  readonly advisorId: string | null;
  readonly at: Date;
  /** Who is told of it. */
  readonly notifications: readonly NewNotification[];
}

export type CaseTurns = ReturnType<typeof createCaseTurns>;
export type CaseTurn = ReturnType<typeof createTurn>;

/** Lets one after the other change a case, each in a transaction of its own. `em` must be a fork of its own. */
export function createCaseTurns(em: EntityManager, sight: CaseSight) {
  return {
    /**
     * Runs `work` while nobody else can change these cases; what it writes is there whole or not at all.
     *
     * @param projectIds projects that the cases are to accompany; those that they do accompany are locked anyway
     */
    inTurn: <Result>(
      caseIds: readonly string[],
      work: (turn: CaseTurn) => Promise<Result>,
      projectIds: readonly string[] = [],
    ): Promise<Result> =>
      em.transactional(async (transaction) => {
        // Who hands over all cases of somebody waits for those who are changing some, and they for it.
        await select(transaction, 'caseTurn.share', 'select pg_advisory_xact_lock_shared($1)', [turnsLock]);
        await lockProjectsOfCases(transaction, caseIds, projectIds);
        // Always in the same order, so that two who want the same two cases do not wait for each other for ever.
        await select(transaction, 'caseTurn.lock', lockCases, [caseIds]);
        return work(createTurn(transaction, sight));
      }),
  };
}

const lockCases = 'select from consultation_case where id = any($1::uuid[]) order by id for update';

/** The lock of all changes of cases: shared by those that change some, taken alone by what may touch any of an advisor. */
export const turnsLock = 716_001;

/** What can be read and written of cases while they are locked. `em` must be in a transaction. */
export function createTurn(em: EntityManager, sight: CaseSight) {
  return {
    /** The case as it stands, and what the viewer may see of it. Null where there is none. */
    find: (id: string): Promise<CaseFacts | null> => findFacts(em, sight, id),

    findClock: (id: string): Promise<ClockFacts> => findClockFacts(em, id),

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

    /** What an entry says in the timeline of another case, which this change concerns, and who is told of it. */
    async tell(caseId: string, at: Date, entry: NewEntry, notifications: readonly NewNotification[]): Promise<void> {
      await addEntry(em, caseId, at, entry);
      await writeNotifications(em, notifications, at);
    },

    write: (change: DecidedChange): Promise<void> => writeChange(em, change),

    ...followUpWriter(em),
    ...projectFinder(em, sight),
    ...introductionFinder(em),
    ...clockWriter(em),
  };
}

/** Whose cases have been handed over takes no new ones, also before their association has said so in its directory. */
const advisorOfAssociation = `
  select active and not exists (select from advisor_departure d where d.advisor_id = a.id) as active, conflicts
  from directory_advisor a where association = $1 and id = $2`;

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
  return selectOne<CaseFacts>(em, 'caseTurn.facts', text, values);
}

/** The case comes first: its version is kept with the parts and topics that it had. */
async function writeChange(em: EntityManager, change: DecidedChange): Promise<void> {
  const { before, after, plan, actor, at } = change;
  const { id } = before;
  await updateCase(em, after, before.version);
  if (after.status !== before.status) {
    const reason = plan.reason ?? null;
    await select(em, 'caseTurn.transition', insertTransition, [id, at, before.status, after.status, actor, reason]);
  }
  const entryIds = new Map<NewEntry, string>();
  for (const entry of plan.entries) entryIds.set(entry, await addEntry(em, id, at, entry));
  await writeParts(em, change, entryIds);
  if (plan.topics) await replaceTopics(em, id, plan.topics);
  await writeDetails(em, change, entryIds.get(plan.entries[0]));
  await writeProjectOfCase(em, change, entryIds.get(plan.entries[0]) ?? null);
  if (plan.introduction) await writeIntroduction(em, change, plan.introduction);
  await writeNotifications(em, change.notifications, at);
}

// What people wrote goes as a parameter: MikroORM would write it into the statement, where the database's log could keep it.
const insertTransition = `
  insert into transition (case_id, at, from_status, to_status, actor, reason) values ($1, $2, $3, $4, $5, $6)`;

const insertEntry = `
  insert into timeline_entry (case_id, at, kind, visibility, association, text) values ($1, $2, $3, $4, $5, $6)
  returning id::text as id`;

/** Answers the key of the new entry. */
async function addEntry(em: EntityManager, caseId: string, at: Date, entry: NewEntry): Promise<string> {
  const { kind, visibility, association, text } = entry;
  const values = [caseId, entry.at ?? at, kind, visibility, association, text];
  const row = await selectOne<{ id: string }>(em, 'caseTurn.entry', insertEntry, values);
  if (row === null) throw new Error('an entry was not written');
  return row.id;
}

const updateOfCase = `
  update consultation_case
  set version = version + 1, status = $3, assigned_at = $4, first_answered_at = $5, due_at = $6, closed_at = $7, phase = $8,
    result = $9, minutes = $10, duplicate_of = $11, first_answer_working_minutes = $12, first_answer_due_at = $13
  where id = $1 and version = $2 returning version`;

async function updateCase(em: EntityManager, facts: CaseFacts, basedOn: number): Promise<void> {
  const { id, status, assignedAt, firstAnsweredAt, dueAt, closedAt, phase, result, minutes, duplicateOf } = facts;
  const updated = await selectOne(em, 'caseTurn.update', updateOfCase, [
    ...[id, basedOn, status, assignedAt, firstAnsweredAt, dueAt, closedAt, phase, result, minutes, duplicateOf],
    ...[facts.firstAnswerWorkingMinutes, facts.firstAnswerDueAt],
  ]);
  if (updated === null) throw new Error('a case was changed although it was locked');
}

/** Parts end before others begin: an association has one part in force, and a case one lead. */
async function writeParts(em: EntityManager, change: DecidedChange, entryIds: ReadonlyMap<NewEntry, string>) {
  const parts = [...(change.plan.parts ?? [])];
  const endings = parts.filter((part) => part.kind === 'END');
  const { id: caseId, receivedAt: caseReceivedAt, status } = change.after;
  const { at } = change;
  for (const { id, state, because } of endings) {
    const endingEntry = (because && entryIds.get(because)) ?? null;
    await em.nativeUpdate(Participation, { id }, { state, untilAt: at, endingEntry });
  }
  for (const part of parts) {
    if (part.kind === 'ADD') {
      const { association, role, state, advisorId, inForce } = part;
      const begin = inForce ? { fromAt: at } : { proposedAt: at };
      const ofCase = { caseId, caseReceivedAt, caseOpen: isOpen(status) };
      await em.insert(Participation, { association, role, state, advisorId, ...begin, ...ofCase });
    } else if (part.kind !== 'END') await changePart(em, part, at);
  }
}

async function changePart(em: EntityManager, part: Exclude<PartChange, { kind: 'END' | 'ADD' }>, at: Date) {
  const { id, advisorId } = part;
  if (part.kind === 'NAME') await em.nativeUpdate(Participation, { id }, { advisorId });
  else {
    const begin = part.takesForce ? { fromAt: at } : {};
    await em.nativeUpdate(Participation, { id }, { advisorId, state: 'ACCEPTED', ...begin });
  }
}

const topicsOfCase = `
  with gone as (delete from case_topic where case_id = $1 and topic <> all($2::text[]))
  insert into case_topic (case_id, topic) select $1, topic from unnest($2::text[]) topic on conflict do nothing`;

async function replaceTopics(em: EntityManager, caseId: string, topics: readonly string[]): Promise<void> {
  await select(em, 'caseTurn.topics', topicsOfCase, [caseId, topics]);
}

async function writeDetails(em: EntityManager, { before, plan, advisorId, at }: DecidedChange, entry?: string) {
  if (entry === undefined) throw new Error('a change without an entry in the timeline');
  const ofCase = { id: randomUUIDv7(), case: before.id, entry };
  const { contact, recommendation, recommendationState, commitment, commitmentState } = plan;
  if (contact) await em.insert(Contact, { ...ofCase, ...contact, advisorId });
  if (recommendation)
    await em.insert(Recommendation, { ...ofCase, ...recommendation, state: 'PROPOSED', changedAt: at });
  if (commitment) await em.insert(Commitment, { ...ofCase, ...commitment, state: 'OPEN', changedAt: at });
  if (commitmentState) {
    const { id, state } = commitmentState;
    await em.nativeUpdate(Commitment, { id, case: before.id }, { state, changedAt: at });
  }
  if (recommendationState) {
    const { id, state } = recommendationState;
    await em.nativeUpdate(Recommendation, { id, case: before.id }, { state, changedAt: at });
  }
}
