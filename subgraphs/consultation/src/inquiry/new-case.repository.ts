import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { EntityName, RequiredEntityData } from '@mikro-orm/core';
import { CaseKommune, CaseSupport, CaseTopic, ConsultationCase } from '../case/case.entity.ts';
import { TimelineEntry, Transition } from '../case/history.entity.ts';
import { Participation } from '../case/participation.entity.ts';
import { Inquirer, Inquiry } from './inquiry.entity.ts';
import type { NewCase } from './submission.types.ts';

/** Writes a new case with everything that belongs to it, one statement per table, in the transaction of `em`. */
export async function saveNewCase(em: EntityManager, row: NewCase): Promise<void> {
  const { id, receivedAt, topics, support, timeline, inquiry, inquirer } = row;
  await saveCase(em, row);
  await insertAll(
    em,
    CaseTopic,
    topics.map((topic) => ({ case: id, topic })),
  );
  await insertAll(
    em,
    CaseSupport,
    support.map((kind) => ({ case: id, kind })),
  );
  await insertAll(em, Transition, [
    { case: id, at: receivedAt, toStatus: 'RECEIVED', actor: 'inquirer' },
    { case: id, at: receivedAt, fromStatus: 'RECEIVED', toStatus: row.status, actor: 'system' },
  ]);
  await insertAll(
    em,
    TimelineEntry,
    timeline.map((entry) => ({ ...entry, case: id, at: receivedAt })),
  );
  const { place, ...asked } = inquiry;
  await insertAll(em, Inquiry, [
    {
      ...asked,
      case: id,
      furtherPlaces: [...asked.furtherPlaces],
      placeBy: place?.by ?? null,
      place: place?.value ?? null,
    },
  ]);
  await insertAll(em, Inquirer, [{ ...inquirer, case: id }]);
}

/** The case itself, the Kommunen it is about and the associations' parts in it. */
async function saveCase(em: EntityManager, row: NewCase): Promise<void> {
  const { id, number, status, reach, informKommune, title, concern, quartier, inquirerKind, receivedAt, dueAt } = row;
  const assignedAt = status === 'ASSIGNED' ? receivedAt : null;
  const reasons = [...row.reasons];
  await insertAll(em, ConsultationCase, [
    {
      ...{ id, number, status, reach, reasons, informKommune, title, concern, quartier, inquirerKind },
      ...{ receivedAt, assignedAt, dueAt, version: 1, source: 'INQUIRY', channel: 'WEB' },
    },
  ]);
  const ofCase = { caseId: id, caseReceivedAt: receivedAt, caseOpen: true };
  await insertAll(
    em,
    CaseKommune,
    row.kommunen.map((kommune, index) => ({ ...ofCase, kommune, position: index + 1 })),
  );
  await insertAll(
    em,
    Participation,
    row.participations.map(({ association, role, advisorId }) => ({
      ...ofCase,
      ...{ association, role, advisorId, fromAt: receivedAt },
      // Who is only informed has nothing to accept.
      state: role === 'INFORMED' ? 'ACCEPTED' : 'REQUESTED',
    })),
  );
}

async function insertAll<Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  rows: RequiredEntityData<Entity>[],
): Promise<void> {
  if (rows.length > 0) await em.insertMany(entity, rows);
}
