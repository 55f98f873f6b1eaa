import type pg from 'pg';
import { markerFor } from './marker.ts';
import { approvedRequestId, caseIdOf, receivedAt, requestIdOf } from './planted-cases.ts';

/** A request for erasure, and one that waits for the second person. */
export async function saveErasureRequests(client: pg.Client, name: string): Promise<void> {
  await saveRequest(client, name, 'ERASURE');
  await saveApprovedRequest(client, name);
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

export async function saveRestriction(client: pg.Client, name: string): Promise<void> {
  await saveRequest(client, name, 'RESTRICTION');
  await client.query('insert into case_restriction (case_id, request_id, since) values ($1, $2, $3)', [
    ...[caseIdOf(name), requestIdOf(name), receivedAt],
  ]);
}

export async function saveHold(client: pg.Client, name: string): Promise<void> {
  await client.query(`insert into legal_hold (case_id, reason, set_at, set_by) values ($1, $2, $3, 'somebody')`, [
    ...[caseIdOf(name), `Streit ${markerFor('hold', name)}`, receivedAt],
  ]);
}
