import { randomUUIDv7 } from 'node:crypto';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { writeFundingApplication } from '../funding/funding-application.repository.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';
import { writeProjectOfCase } from '../project/case-project.repository.ts';
import { writeIntroduction } from '../twin/request-introduction.repository.ts';
import { Commitment, Contact, Recommendation } from './case-work.entity.ts';
import type { CaseFacts, DecidedChange, NewEntry } from './case-work.types.ts';
import { writeParts } from './part-change.repository.ts';

/** Writes what has been decided of cases that are locked, in the transaction of `em`. */
export function changeWriter(em: EntityManager) {
  return {
    write: (change: DecidedChange): Promise<void> => writeChange(em, change),

    /** What happened to a case without changing it: an entry in its timeline, and who is told of it. */
    async tell(caseId: string, at: Date, entry: NewEntry, notifications: readonly NewNotification[]): Promise<void> {
      await addEntry(em, caseId, at, entry);
      await writeNotifications(em, notifications, at);
    },
  };
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
  await writeFundingApplication(em, change, entryIds.get(plan.entries[0]) ?? null);
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
