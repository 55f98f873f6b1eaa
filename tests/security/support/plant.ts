import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import { type AssociationName, associationNames } from '@gkz-qe/infra/parts.ts';
import pg from 'pg';
import type { SystemFacts } from '../../support/test-system.ts';
import { markerFor } from './marker.ts';
import { plantCase } from './plant-case.ts';
import { plantEvent } from './plant-event.ts';
import { plantProject } from './plant-project.ts';
import { caseIdOf, formerAdvisorId, ours, plantedCases, plantedKommunen, receivedAt } from './planted-cases.ts';

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
  await client.query(
    `insert into directory_advisor (association, id, active, capacity, topics, areas, conflicts, members, absences)
     values ($1, $2, false, 0, '[]', '{}', '{}', '{}', '[]') on conflict do nothing`,
    [ours.toUpperCase(), formerAdvisorId],
  );
  await client.query(
    `insert into advisor_departure (advisor_id, association, at, recorded_by) values ($1, $2, $3, 'somebody')`,
    [formerAdvisorId, ours.toUpperCase(), receivedAt],
  );
  await client.query(`insert into access_log (subject, case_id, basis) values ('somebody', $1, 'PARTICIPATION')`, [
    caseIdOf('lead'),
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
  if (name === ours) await plantFormerAdvisor(client);
}

async function plantFormerAdvisor(client: pg.Client): Promise<void> {
  await client.query(
    `insert into advisor (id, name, email, kind, disciplines, active, capacity, source)
     values ($1, 'Ehemals Beispiel', 'ehemals@planted.example', 'INTERNAL', '{}', false, 0, 'SAMPLE') on conflict do nothing`,
    [formerAdvisorId],
  );
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
