import { randomUUID } from 'node:crypto';
import type { EntityManager, Orm } from '@gkz-qe/kit/database.ts';
import { CaseKommune, CaseSupport, CaseTopic, ConsultationCase } from '../case/case.entity.ts';
import { isOpen } from '../case/case-state.ts';
import { TimelineEntry } from '../case/history.entity.ts';
import { Participation } from '../case/participation.entity.ts';
import type {
  AssociationCode,
  CaseStatus,
  ParticipationRole,
  ParticipationState,
  Phase,
  TimelineKind,
} from '../generated/resolvers.ts';
import { Inquirer } from '../inquiry/inquiry.entity.ts';

/** What a test says of a case; the rest is made up. */
export interface GivenCase {
  readonly status?: CaseStatus;
  readonly kommunen?: readonly string[];
  readonly topics?: readonly string[];
  readonly phase?: Phase;
  readonly receivedAt?: string;
  readonly dueAt?: string;
  readonly parts?: readonly GivenPart[];
  readonly timeline?: readonly GivenEntry[];
}

export interface GivenPart {
  readonly association: AssociationCode;
  readonly role?: ParticipationRole;
  readonly state?: ParticipationState;
  readonly advisorId?: string;
  /** Proposed and not yet accepted. */
  readonly proposed?: boolean;
}

export interface GivenEntry {
  readonly text: string;
  readonly at?: string;
  readonly kind?: TimelineKind;
  readonly visibility?: 'OWN_ASSOCIATION' | 'PARTICIPANTS' | 'INQUIRER';
  readonly association?: AssociationCode;
}

let cases = 0;

/** Saves a case with all that a case has; answers its key. */
export async function saveCase(orm: Orm, given: GivenCase = {}): Promise<string> {
  const id = randomUUID();
  const receivedAt = new Date(given.receivedAt ?? '2026-11-02T09:00:00Z');
  const status = given.status ?? 'IN_CONSULTATION';
  const em = orm.em.fork();
  await em.transactional(async (transaction) => {
    await saveRow(transaction, id, status, receivedAt, given);
    const ofCase = { caseId: id, caseReceivedAt: receivedAt, caseOpen: isOpen(status) };
    for (const [index, kommune] of (given.kommunen ?? ['08336081']).entries()) {
      await transaction.insert(CaseKommune, { ...ofCase, kommune, position: index + 1 });
    }
    for (const topic of given.topics ?? ['PFL']) await transaction.insert(CaseTopic, { case: id, topic });
    await transaction.insert(CaseSupport, { case: id, kind: 'FIRST_CONSULTATION' });
    for (const part of given.parts ?? [])
      await transaction.insert(Participation, { ...ofCase, ...toPart(part, receivedAt) });
    for (const entry of given.timeline ?? []) await transaction.insert(TimelineEntry, toEntry(entry, id, receivedAt));
    await transaction.insert(Inquirer, { case: id, name: 'Erika Beispiel', email: 'erika@beispiel.example' });
  });
  return id;
}

async function saveRow(em: EntityManager, id: string, status: CaseStatus, receivedAt: Date, given: GivenCase) {
  const closedAt = isOpen(status) ? null : new Date(receivedAt.getTime() + 86_400_000);
  await em.insert(ConsultationCase, {
    ...{ id, status, receivedAt, closedAt, dueAt: given.dueAt ? new Date(given.dueAt) : null },
    number: `${receivedAt.getUTCFullYear()}-${String(++cases).padStart(5, '0')}`,
    ...{
      version: 1,
      source: 'INQUIRY',
      channel: 'WEB',
      inquirerKind: 'KOMMUNE',
      reach: 'KOMMUNE',
      informKommune: false,
    },
    ...{
      reasons: ['Weil es so ist.'],
      title: 'Pflege in Schopfheim',
      concern: 'Wir brauchen Rat.',
      quartier: 'Altstadt',
    },
    ...{ phase: given.phase ?? 'CONCEPT', result: 'Ein Konzept liegt vor.', minutes: 90 },
  });
}

function toPart({ proposed, role = 'LEAD', state = 'ACCEPTED', ...part }: GivenPart, at: Date) {
  const over = state === 'DECLINED' || state === 'ENDED';
  return { ...part, role, state, fromAt: proposed ? null : at, untilAt: over ? at : null };
}

function toEntry({ at, kind = 'NOTE', visibility = 'PARTICIPANTS', ...entry }: GivenEntry, id: string, received: Date) {
  return { ...entry, kind, visibility, case: id, at: at ? new Date(at) : received };
}
