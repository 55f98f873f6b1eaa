import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { takeNumber } from '../inquiry/submission.repository.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';

/** A case that goes on where another ended. Kommunen, topics, support and the person who asked are those of the other. */
export interface FollowUpCase {
  readonly id: string;
  readonly number: string;
  readonly follows: string;
  readonly concern: string;
  readonly reasons: readonly string[];
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly firstAnswerDueAt: Date;
  readonly lead: AssociationCode;
  readonly advisorId: string | null;
  readonly actor: string;
  readonly entries: readonly string[];
  readonly notifications: readonly NewNotification[];
}

/** Writes follow-up cases in the transaction of `em`. */
export function followUpWriter(em: EntityManager) {
  return {
    takeNumber: (year: number) => takeNumber(em, year),

    async openFollowUp(row: FollowUpCase): Promise<void> {
      const { id, number, follows, concern, reasons, receivedAt, lead, advisorId, actor, entries } = row;
      await select(em, 'followUp.case', insertCase, [
        ...[id, follows, number, concern, reasons, receivedAt, row.dueAt, row.firstAnswerDueAt],
      ]);
      await select(em, 'followUp.kommunen', insertKommunen, [id, follows, receivedAt]);
      await select(em, 'followUp.topics', copyOf('case_topic', 'topic'), [id, follows]);
      await select(em, 'followUp.support', copyOf('case_support', 'kind'), [id, follows]);
      await select(em, 'followUp.inquirer', copyOf('inquirer', 'name, email, phone, function, organisation'), [
        ...[id, follows],
      ]);
      await select(em, 'followUp.project', insertProject, [id, follows, receivedAt, actor]);
      await select(em, 'followUp.lead', insertLead, [id, lead, advisorId, receivedAt]);
      await select(em, 'followUp.transitions', insertTransitions, [id, receivedAt, actor]);
      await select(em, 'followUp.entries', insertEntries, [id, receivedAt, entries]);
      await select(em, 'followUp.pointer', 'insert into follow_up (case_id, follows_id) values ($1, $2)', [
        ...[id, follows],
      ]);
      await writeNotifications(em, row.notifications, receivedAt);
    },
  };
}

const copyOf = (table: string, columns: string) =>
  `insert into ${table} (case_id, ${columns}) select $1::uuid, ${columns} from ${table} where case_id = $2`;

const insertCase = `
  insert into consultation_case (id, number, status, version, source, channel, inquirer_kind, reach, inform_kommune, reasons,
    title, concern, quartier, phase, received_at, assigned_at, due_at,
    first_answer_due_at)
  select $1::uuid, $3, 'ASSIGNED', 1, source, channel, inquirer_kind, reach, inform_kommune, $5::text[], title, $4, quartier, phase,
    $6::timestamptz, $6::timestamptz, $7::timestamptz, $8::timestamptz
  from consultation_case where id = $2`;

const insertKommunen = `
  insert into case_kommune (case_id, ags, position, case_received_at, case_open)
  select $1::uuid, ags, position, $3::timestamptz, true from case_kommune where case_id = $2`;

/** It goes on accompanying the project of the other case, in the phase in which that is now. */
const insertProject = `
  with linked as (
    insert into case_project (case_id, project_id, linked_at, linked_by)
    select $1::uuid, project_id, $3::timestamptz, $4 from case_project where case_id = $2 returning project_id)
  update consultation_case c set phase = project.phase from linked join project on project.id = linked.project_id
  where c.id = $1::uuid`;

const insertLead = `
  insert into participation (case_id, association, role, state, advisor_id, from_at, case_received_at, case_open)
  values ($1, $2, 'LEAD', 'REQUESTED', $3, $4, $4, true)`;

const insertTransitions = `
  insert into transition (case_id, at, from_status, to_status, actor)
  values ($1, $2, null, 'RECEIVED', $3), ($1, $2, 'RECEIVED', 'ASSIGNED', $3)`;

const insertEntries = `
  insert into timeline_entry (case_id, at, kind, visibility, text)
  select $1::uuid, $2::timestamptz, 'TRANSITION', 'INQUIRER', text from unnest($3::text[]) with ordinality entry (text, position)
  order by position`;
