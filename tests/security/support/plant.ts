import { sha256 } from '@gkz-qe/consultation/inquiry/link.ts';
import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import { type AssociationName, associationNames } from '@gkz-qe/infra/parts.ts';
import pg from 'pg';
import type { SystemFacts } from '../../support/test-system.ts';
import { markerFor } from './marker.ts';
import {
  approvedRequestId,
  caseIdOf,
  caseNumberOf,
  leader,
  linkOf,
  ours,
  type PlantedCase,
  type PlantedPart,
  plantedCases,
  plantedDay,
  plantedEvent,
  plantedIntroduction,
  plantedKommunen,
  plantedProject,
  requestIdOf,
} from './planted-cases.ts';

/** The member of each association whose contact is planted. */
export const plantedMembers: Readonly<Record<AssociationName, string>> = {
  staedtetag: plantedKommunen.stadt,
  gemeindetag: plantedKommunen.gemeinde,
  landkreistag: plantedKommunen.landkreis,
};

/** Mail address of the planted contact of an association. */
export function contactAddressOf(name: AssociationName): string {
  return `${markerFor('memberContact', name).toLowerCase()}@planted.example`;
}

const farAway = '2099-01-01T00:00:00Z';
const receivedAt = `${plantedDay}T09:00:00Z`;

/** Puts the planted cases and contacts into the databases of a system, with a marker in everything that not everybody may read. */
export async function plant({ databases }: Pick<SystemFacts, 'databases'>): Promise<void> {
  await Promise.all([
    inTransaction(databases.consultation.service, plantCases),
    ...associationNames.map((name) => inTransaction(databases[name].service, (client) => plantContact(client, name))),
  ]);
}

async function plantCases(client: pg.Client): Promise<void> {
  const known = await client.query('select from consultation_case where id = $1', [caseIdOf('lead')]);
  // Another test file of this run was here before.
  if (known.rowCount) return;
  for (const planted of plantedCases) await plantCase(client, planted);
  await plantProject(client);
  await plantEvent(client);
  await client.query(
    `insert into retention_run (id, rehearsal, started_by, started_at, ended_before)
     values (gen_random_uuid(), true, 'somebody', $1, $1)`,
    [receivedAt],
  );
  // Nobody whom routing could choose.
  await client.query(
    `insert into advisor_departure (advisor_id, association, at, recorded_by) values (gen_random_uuid(), $1, $2, 'somebody')`,
    [ours.toUpperCase(), receivedAt],
  );
  await client.query(`insert into access_log (subject, case_id, basis) values ('somebody', $1, 'PARTICIPATION')`, [
    caseIdOf('lead'),
  ]);
}

async function plantCase(client: pg.Client, planted: PlantedCase): Promise<void> {
  const { name } = planted;
  const id = caseIdOf(name);
  await saveRow(client, planted);
  await client.query(
    `insert into case_kommune (case_id, ags, position, case_received_at, case_open)
     values ($1, $2, 1, $5, $6), ($1, $3, 2, $5, $6), ($1, $4, 3, $5, $6)`,
    [id, plantedKommunen.gemeinde, plantedKommunen.landkreis, plantedKommunen.stadt, receivedAt, !planted.closed],
  );
  await client.query(`insert into case_topic (case_id, topic) values ($1, 'PFL')`, [id]);
  await client.query(`insert into case_support (case_id, kind) values ($1, 'FIRST_CONSULTATION')`, [id]);
  for (const part of planted.parts) await savePart(client, planted, part);
  // Entries that are younger than the first version: who writes on the basis of that one is told of them.
  if (!keepsVersion(planted)) await client.query('update consultation_case set version = 2 where id = $1', [id]);
  await saveNotes(client, planted);
  await saveInquirer(client, name);
  if (planted.linked) await saveLink(client, name);
  if (planted.erasureAsked) {
    await saveRequest(client, name, 'ERASURE');
    await saveApprovedRequest(client, name);
  }
  if (planted.restricted) await saveRestriction(client, name);
  if (planted.held) await saveHold(client, name);
}

/** Whether actions on it name its first version. */
function keepsVersion({ name, closed }: PlantedCase): boolean {
  return closed === true || name === 'lead';
}

async function saveRow(client: pg.Client, { name, inTriage, closed, referred }: PlantedCase): Promise<void> {
  const status = referred ? 'REFERRED' : closed ? 'CLOSED' : inTriage ? 'IN_TRIAGE' : 'IN_CONSULTATION';
  const content = markerFor('content', name);
  await client.query(
    `insert into consultation_case (id, number, status, source, channel, inquirer_kind, reach, inform_kommune, reasons,
       title, concern, quartier, phase, result, minutes, received_at, assigned_at, first_answered_at, due_at, closed_at)
     values ($1, $2, $3, 'INQUIRY', 'WEB', 'KOMMUNE', 'KOMMUNE', false, array[$11],
       $4, $5, $6, 'CONCEPT', $7, 90, $8, $8, $8, $9, $10)`,
    [
      ...[caseIdOf(name), caseNumberOf(name), status],
      ...[`Titel ${content}`, `Anliegen ${content}`, `Quartier ${content}`, `Ergebnis ${content}`, receivedAt],
      // Closed so late that retention leaves it alone.
      ...(closed ? [null, farAway] : [farAway, null]),
      `Weil ${content}`,
    ],
  );
}

async function savePart(client: pg.Client, { name, closed }: PlantedCase, part: PlantedPart): Promise<void> {
  const state = part.state ?? 'ACCEPTED';
  // Who is asked for co-advice takes part from then on; who is proposed as lead does not.
  const inForce = state !== 'REQUESTED' || part.role !== 'LEAD';
  await client.query(
    `insert into participation (case_id, association, role, state, advisor_id, from_at, until_at, case_received_at, case_open)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[caseIdOf(name), part.association.toUpperCase(), part.role, state, advisorIdOf(part)],
      ...[inForce ? receivedAt : null, state === 'DECLINED' ? receivedAt : null, receivedAt, !closed],
    ],
  );
}

/** The sample advisors' ids are agreed between all parts: the association's digit, and the advisor's number. */
function advisorIdOf({ association, advisor }: PlantedPart): string | null {
  if (advisor === undefined) return null;
  const digit = associationNames.indexOf(association) + 1;
  return `5a3b1e00-000${digit}-4000-8000-${String(advisor).padStart(12, '0')}`;
}

async function saveNotes(client: pg.Client, { name, closed }: PlantedCase): Promise<void> {
  const notes = [
    ['OWN_ASSOCIATION', ours, 'notesOfOwn'],
    ['OWN_ASSOCIATION', leader, 'notesOfOther'],
    ['PARTICIPANTS', ours, 'notesOfAll'],
    ['INQUIRER', ours, 'notesForInquirer'],
  ] as const;
  for (const [visibility, association, part] of notes) {
    const save = (kind: string, more: string) =>
      client.query(
        `with entry as (
           insert into timeline_entry (case_id, at, kind, visibility, association, text)
           values ($1, $2, '${kind}', $3, $4, $5) returning *) ${more}`,
        [caseIdOf(name), receivedAt, visibility, association.toUpperCase(), `Notiz ${markerFor(part, name)}`],
      );
    await save('NOTE', 'select 1 from entry');
    await save(
      'CONTACT',
      `insert into contact (id, case_id, entry_id, kind, minutes, travel_minutes)
       select gen_random_uuid(), case_id, id, 'PHONE', 10, 5 from entry`,
    );
    await save(
      'RECOMMENDATION',
      `insert into recommendation (id, case_id, entry_id, state, changed_at)
       select gen_random_uuid(), case_id, id, 'PROPOSED', at from entry`,
    );
    await save(
      'COMMITMENT',
      `insert into commitment (id, case_id, entry_id, kind, due_at, state, changed_at)
       select gen_random_uuid(), case_id, id, 'PROMISE', '2098-01-01', '${closed ? 'DROPPED' : 'OPEN'}', at from entry`,
    );
    // Nobody can keep one from the other participants.
    if (visibility === 'OWN_ASSOCIATION') continue;
    await save(
      'FUNDING',
      `insert into funding_application (id, case_id, entry_id, programme, applied_on, amount_euro, state, decided_on, granted_euro, changed_at)
       select gen_random_uuid(), case_id, id, 'QUARTIERSIMPULSE', '2021-05-01', 85000, 'GRANTED', '2021-05-02', 20000, at from entry`,
    );
  }
}

async function plantProject(client: pg.Client): Promise<void> {
  const word = markerFor('content', 'lead');
  const id = plantedProject;
  await client.query(
    `insert into project (id, kommune, name, quartier, origin, phase, state, published, source, started_on, version)
     values ($1, $2, 'Leben in der Mitte', $3, 'KOMMUNE', 'CONCEPT', 'RUNNING', true, 'INQUIRY', $4, 2)`,
    [id, plantedKommunen.gemeinde, `Quartier ${word}`, plantedDay],
  );
  await client.query(`insert into project_topic (project_id, topic) values ($1, 'PFL')`, [id]);
  await client.query(
    `insert into case_project (case_id, project_id, linked_at, linked_by) values ($1, $2, $3, 'somebody')`,
    [...[caseIdOf('lead'), id, receivedAt]],
  );
  await client.query(
    `insert into phase_entry (project_id, at, phase, actor, association) values ($1, $2, 'CONCEPT', 'somebody', $3)`,
    [id, receivedAt, ours.toUpperCase()],
  );
  await client.query(
    `insert into milestone (id, project_id, title, state, planned_on) values (gen_random_uuid(), $1, $2, 'PLANNED', $3)`,
    [id, `Ziel ${word}`, plantedDay],
  );
  await client.query(
    `insert into local_actor (id, project_id, name, kind, since) values (gen_random_uuid(), $1, $2, 'PROVIDER', $3)`,
    [id, `Werk ${word}`, plantedDay],
  );
  await client.query(
    `insert into introduction (id, asking_case_id, project_id, requested_at, requested_by, lapses_at)
     values ($1, $2, $3, $4, 'somebody', $5)`,
    [plantedIntroduction, caseIdOf('foreign'), id, receivedAt, farAway],
  );
  await client.query(
    `insert into introduction_answer (introduction_id, side, consents, case_id, at, recorded_by) values
       ($1, 'ASKING', true, $2, $4, 'somebody'), ($1, 'ASKED', false, $3, $4, 'somebody')`,
    [plantedIntroduction, caseIdOf('foreign'), caseIdOf('lead'), receivedAt],
  );
}

async function plantEvent(client: pg.Client): Promise<void> {
  const word = markerFor('participant', 'event');
  await client.query(
    `insert into event (id, title, kind, begins_at, ends_at, place, online, kommune, capacity, register_until, state, attended, source,
       version)
     values ($1, 'Austausch in der Mitte', 'EXCHANGE', $2, $3, 'Rathaus', false, $4, 1, $2, 'CANCELLED', 0, 'STAFF', 2)`,
    [plantedEvent, receivedAt, farAway, plantedKommunen.gemeinde],
  );
  await client.query(`insert into event_topic (event_id, topic) values ($1, 'PFL')`, [plantedEvent]);
  const register = `insert into event_registration (event_id, key_hash, name, email, organisation, registered_at)
    values ($1, sha256($2::text::bytea), $2, $3, $4, $5)`;
  const person = [`Person ${word}`, `${word.toLowerCase()}@planted.example`, `Verein ${word}`, receivedAt];
  await client.query(register, [plantedEvent, ...person]);
  // Whoever holds the code cancels: so this one names nobody.
  const cancelled = await client.query(
    `insert into event_registration (event_id, key_hash, registered_at, cancelled_at) values ($1, sha256('cancelled'), $2, $2)
     returning id`,
    [plantedEvent, receivedAt],
  );
  await client.query('insert into event_code (token_hash, registration_id) values ($1, $2)', [
    sha256(linkOf('event')),
    cancelled.rows[0].id,
  ]);
}

async function saveInquirer(client: pg.Client, name: string): Promise<void> {
  const word = markerFor('inquirer', name);
  await client.query(
    `insert into inquirer (case_id, name, email, phone, function, organisation) values ($1, $2, $3, $4, $5, $6)`,
    [
      caseIdOf(name),
      `Person ${word}`,
      `${word.toLowerCase()}@planted.example`,
      `0711 ${word}`,
      `Amt ${word}`,
      `Ort ${word}`,
    ],
  );
}

async function saveLink(client: pg.Client, name: string): Promise<void> {
  await client.query(
    `insert into inquiry_link (token_hash, case_id, created_at, expires_at) values ($1, $2, $3, '2099-01-01')`,
    [sha256(linkOf(name)), caseIdOf(name), receivedAt],
  );
}

async function saveRequest(client: pg.Client, name: string, kind: 'ERASURE' | 'RESTRICTION'): Promise<void> {
  const ended = kind === 'RESTRICTION';
  const id = requestIdOf(name);
  await client.query(
    `insert into privacy_request (id, kind, state, origin, proof, received_at, due_at, recorded_by, approved_by, ended_by, ended_at)
     values ($1, $2, $3, 'STAFF', 'IN_PERSON', $4, '2021-06-02', 'somebody', $5, $6, $7)`,
    [
      ...[id, kind, ended ? 'CARRIED_OUT' : 'OPEN', receivedAt],
      ...(ended ? ['somebody', 'somebody-else', receivedAt] : [null, null, null]),
    ],
  );
  await client.query('insert into privacy_request_case (request_id, case_id) values ($1, $2)', [id, caseIdOf(name)]);
  await client.query(
    `insert into privacy_step (request_id, at, action, actor, counts) values ($1, $2, 'OPENED', 'somebody', '{"cases": 1}')`,
    [id, receivedAt],
  );
}

/** One that waits for the second person. */
async function saveApprovedRequest(client: pg.Client, name: string): Promise<void> {
  await client.query(
    `insert into privacy_request (id, kind, state, origin, proof, email, received_at, due_at, recorded_by, approved_by)
     values ($1, 'ERASURE', 'APPROVED', 'STAFF', 'IN_PERSON', 'approved@planted.example', $2, '2021-06-02', 'somebody', 'somebody')`,
    [approvedRequestId, receivedAt],
  );
  await client.query('insert into privacy_request_case (request_id, case_id) values ($1, $2)', [
    ...[approvedRequestId, caseIdOf(name)],
  ]);
}

async function saveRestriction(client: pg.Client, name: string): Promise<void> {
  await saveRequest(client, name, 'RESTRICTION');
  await client.query('insert into case_restriction (case_id, request_id, since) values ($1, $2, $3)', [
    ...[caseIdOf(name), requestIdOf(name), receivedAt],
  ]);
}

async function saveHold(client: pg.Client, name: string): Promise<void> {
  await client.query(`insert into legal_hold (case_id, reason, set_at, set_by) values ($1, $2, $3, 'somebody')`, [
    ...[caseIdOf(name), `Streit ${markerFor('hold', name)}`, receivedAt],
  ]);
}

async function plantContact(client: pg.Client, name: AssociationName): Promise<void> {
  const word = markerFor('memberContact', name);
  await client.query(
    `insert into member_contact (id, member_ags, name, function, email, phone)
     select gen_random_uuid(), $1, $2, $3, $4, $5 where not exists (select from member_contact where name = $2)`,
    [plantedMembers[name], `Person ${word}`, `Amt ${word}`, contactAddressOf(name), `0711 ${word}`],
  );
  await client.query('insert into advisor_conflict (advisor_id, ags) values ($1, $2) on conflict do nothing', [
    ...[sampleAdvisorOf(name), plantedMembers[name]],
  ]);
}

/** One file of a run after the other, so that what the first one plants the others find. */
async function inTransaction(url: string, write: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7)');
    await write(client);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
