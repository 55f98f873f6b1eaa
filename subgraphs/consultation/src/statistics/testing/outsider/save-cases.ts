import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { insertCaseRows } from '../../../case/case-rows.repository.ts';
import type { GivenCase } from './arbitrary-years.ts';

let numbers = 0;

/** Saves cases that were received in a year, as far as figures know of them. */
export async function saveCases(em: EntityManager, year: number, given: readonly GivenCase[]): Promise<void> {
  const cases = given.map((own) => ({
    ...own,
    of: (name: string) => own.categories.get(name) ?? [],
    id: randomUUID(),
    receivedAt: new Date(Date.UTC(year, 3 * own.quarter - 2, 15)),
  }));
  const none = { transition: [], timeline_entry: [], inquiry: [], inquirer: [] };
  await insertCaseRows(em, {
    ...none,
    consultation_case: cases.map(({ id, receivedAt, of }) => ({
      ...{ id, received_at: receivedAt, number: `${year}-${String(++numbers).padStart(6, '0')}`, status: 'ASSIGNED' },
      ...{ version: 1, source: 'INQUIRY', channel: of('CHANNEL')[0], inquirer_kind: of('INQUIRER_KIND')[0] },
      ...{ reach: 'KOMMUNE', inform_kommune: false, reasons: [], title: 'Pflege', concern: 'Wir brauchen Rat.' },
      ...{ quartier: null, phase: of('PHASE')[0] === 'NONE' ? null : of('PHASE')[0], result: null, minutes: null },
      ...{ duplicate_of: null, assigned_at: null, first_answered_at: null, first_answer_working_minutes: null },
      ...{ first_answer_due_at: null, due_at: null, closed_at: null },
    })),
    case_kommune: cases.map(({ id, receivedAt, seat }) => ({ ...ofCase(id, receivedAt), ags: seat.ags, position: 1 })),
    case_topic: cases.flatMap(({ id, of }) => of('TOPIC').map((topic) => ({ case_id: id, topic }))),
    case_support: cases.flatMap(({ id, of }) => of('SUPPORT').map((kind) => ({ case_id: id, kind }))),
    participation: cases.map(({ id, receivedAt, of }) => ({
      ...{ ...ofCase(id, receivedAt), association: of('ASSOCIATION')[0], role: 'LEAD', state: 'ACCEPTED' },
      ...{ advisor_id: null, from_at: receivedAt, answer_due_at: null, until_at: null },
    })),
  });
}

function ofCase(id: string, receivedAt: Date) {
  return { case_id: id, case_received_at: receivedAt, case_open: true };
}
