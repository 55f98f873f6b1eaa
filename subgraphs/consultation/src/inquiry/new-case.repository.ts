import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { type CaseTableRow, insertCaseRows } from '../case/case-rows.repository.ts';
import { writeNotifications } from '../notification/notification.repository.ts';
import type { NewCase } from './submission.types.ts';

/** Writes a new case with everything that belongs to it, in the transaction of `em`. */
export async function saveNewCase(em: EntityManager, row: NewCase): Promise<void> {
  const { id: case_id, receivedAt: at, kommunen, topics, support, participations, timeline, inquiry, inquirer } = row;
  const ofCase = { case_id, case_received_at: at, case_open: true };
  await insertCaseRows(em, {
    consultation_case: [toCaseRow(row)],
    case_kommune: kommunen.map((ags, index) => ({ ...ofCase, ags, position: index + 1 })),
    case_topic: topics.map((topic) => ({ case_id, topic })),
    case_support: support.map((kind) => ({ case_id, kind })),
    participation: participations.map(({ association, role, state, advisorId, answerDueAt }) => ({
      ...{ ...ofCase, association, role, state, advisor_id: advisorId },
      ...{ from_at: at, answer_due_at: answerDueAt, until_at: null },
    })),
    transition: [
      { case_id, at, from_status: null, to_status: 'RECEIVED', actor: row.submittedBy, reason: null },
      { case_id, at, from_status: 'RECEIVED', to_status: row.status, actor: 'system', reason: null },
    ],
    timeline_entry: timeline.map((entry) => ({ ...entry, case_id, at, association: null })),
    inquiry: [
      {
        ...{ case_id, place_by: inquiry.place?.by ?? null, place: inquiry.place?.value ?? null },
        ...{ further_places: inquiry.furtherPlaces, wish: inquiry.wish },
        consent_to_inform_kommune: inquiry.consentToInformKommune,
      },
    ],
    inquirer: [{ ...inquirer, case_id }],
  });
  await writeNotifications(em, row.notifications, at);
}

function toCaseRow(row: NewCase): CaseTableRow<'consultation_case'> {
  const { id, number, status, reach, reasons, title, concern, quartier } = row;
  return {
    ...{ id, number, status, reach, reasons, title, concern, quartier },
    ...{ version: 1, source: 'INQUIRY', channel: row.channel, inquirer_kind: row.inquirerKind },
    ...{ inform_kommune: row.informKommune, received_at: row.receivedAt, due_at: row.dueAt },
    ...{ first_answer_due_at: row.firstAnswerDueAt, first_answer_working_minutes: null },
    assigned_at: status === 'ASSIGNED' ? row.receivedAt : null,
    ...{ phase: null, result: null, minutes: null, duplicate_of: null, first_answered_at: null, closed_at: null },
  };
}
