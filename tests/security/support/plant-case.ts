import { sha256 } from '@gkz-qe/consultation/inquiry/link.ts';
import { associationNames } from '@gkz-qe/infra/parts.ts';
import type pg from 'pg';
import { markerFor } from './marker.ts';
import { saveErasureRequests, saveHold, saveRestriction } from './plant-privacy.ts';
import {
  caseIdOf,
  caseNumberOf,
  farAway,
  leader,
  linkOf,
  ours,
  type PlantedCase,
  type PlantedPart,
  plantedKommunen,
  receivedAt,
} from './planted-cases.ts';

/** A case with its parts and notes, a marker in everything that not everybody may read. */
export async function plantCase(client: pg.Client, planted: PlantedCase): Promise<void> {
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
  if (planted.erasureAsked) await saveErasureRequests(client, name);
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
     values ($1, $2, $3, 'INQUIRY', 'WEB', 'PRIVATE', 'KOMMUNE', false, array[$11],
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
