import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { readRegistrations } from '../../event/participant.repository.ts';

/** For whom the data are read: a person of the staff, or `inquirer`, by a request. */
export interface ExportReader {
  readonly subject: string;
  readonly requestId: string;
  /** For the staff: with what they wrote for themselves, and with requests that are known to be the person's by more than a link. */
  readonly internal: boolean;
}

/** Parts of an export, as they go into its document. */
export interface PersonalData {
  readonly cases: readonly object[];
  readonly requests: readonly object[];
  /** Registrations to events under the mail address of the request. */
  readonly events: readonly object[];
}

/**
 * Reads all that is held of a person in some cases, and logs the read in the same statement. Links come without what could
 * open them, accesses without the name of who read: those are the staff's data.
 */
export async function readPersonalData(
  em: EntityManager,
  caseIds: readonly string[],
  { subject, requestId, internal }: ExportReader,
): Promise<PersonalData> {
  const cases = await select<{ data: object }>(em, 'export.cases', casesOfPerson, [
    caseIds,
    subject,
    requestId,
    internal,
  ]);
  const requests = await select<{ data: object }>(em, 'export.requests', requestsOfPerson, [
    caseIds,
    requestId,
    internal,
  ]);
  const events = await readRegistrations(em, requestId);
  return { events, cases: cases.map(({ data }) => data), requests: requests.map(({ data }) => data) };
}

const list = (object: string, from: string) => `coalesce((select json_agg(${object}) from ${from}), '[]')`;

const history = list(
  `json_build_object('at', t.at, 'from', t.from_status, 'to', t.to_status,
    'by', case when t.actor in ('system', 'inquirer') then t.actor else 'staff' end) order by t.at, t.id`,
  'transition t where t.case_id = c.id',
);

const entries = (visibility: string) =>
  list(
    `json_build_object('at', e.at, 'kind', e.kind, 'text', e.text) order by e.at, e.id`,
    `timeline_entry e where e.case_id = c.id and e.visibility ${visibility}`,
  );

const internalPart = `json_build_object(
  'entries', ${entries(`<> 'INQUIRER'`)},
  'reasonsOfTransitions', ${list(
    `json_build_object('at', t.at, 'to', t.to_status, 'reason', t.reason) order by t.at, t.id`,
    'transition t where t.case_id = c.id and t.reason is not null',
  )},
  'legalHolds', ${list(
    `json_build_object('setAt', h.set_at, 'releasedAt', h.released_at, 'reason', h.reason) order by h.set_at`,
    'legal_hold h where h.case_id = c.id',
  )})`;

const casesOfPerson = `
  with logged as (
    insert into access_log (subject, case_id, basis, request_id)
    select $2, i.case_id, 'REQUEST', $3::uuid from inquirer i where i.case_id = any($1::uuid[])
  )
  select json_build_object(
    'number', c.number, 'status', c.status, 'channel', c.channel, 'source', c.source, 'receivedAt', c.received_at,
    'assignedAt', c.assigned_at, 'firstAnsweredAt', c.first_answered_at, 'firstAnswerDueAt', c.first_answer_due_at,
    'firstAnswerWorkingMinutes', c.first_answer_working_minutes, 'dueAt', c.due_at, 'closedAt', c.closed_at,
    'inquirer', (select json_build_object('kind', c.inquirer_kind, 'name', i.name, 'email', i.email, 'phone', i.phone,
        'function', i.function, 'organisation', i.organisation) from inquirer i where i.case_id = c.id),
    'inquiry', (select json_build_object('place', q.place, 'placeBy', q.place_by, 'furtherPlaces', q.further_places,
        'wish', q.wish, 'consentToInformKommune', q.consent_to_inform_kommune) from inquiry q where q.case_id = c.id),
    'title', c.title, 'concern', c.concern, 'quartier', c.quartier, 'reach', c.reach, 'phase', c.phase,
    'topics', ${list('t.label order by t.position', 'case_topic ct join topic t on t.code = ct.topic where ct.case_id = c.id')},
    'support', ${list('s.kind order by s.kind', 'case_support s where s.case_id = c.id')},
    'kommunen', ${list(
      `json_build_object('ags', k.ags, 'name', k.name) order by ck.position`,
      'case_kommune ck join kommune k on k.ags = ck.ags where ck.case_id = c.id',
    )},
    'reasonsOfRouting', c.reasons, 'mayInformKommune', c.inform_kommune, 'result', c.result, 'minutes', c.minutes,
    'associations', ${list(
      `json_build_object('association', p.association, 'role', p.role, 'state', p.state, 'from', p.from_at,
        'until', p.until_at) order by p.id`,
      'participation p where p.case_id = c.id',
    )},
    'history', ${history},
    'entries', ${entries(`= 'INQUIRER'`)},
    'links', ${list(
      `json_build_object('createdAt', l.created_at, 'expiresAt', l.expires_at, 'revokedAt', l.revoked_at)
        order by l.created_at`,
      'inquiry_link l where l.case_id = c.id',
    )},
    'accesses', ${list(
      `json_build_object('at', a.at, 'basis', a.basis,
        'by', case when a.subject = 'inquirer' then 'inquirer' else 'staff' end) order by a.at, a.id`,
      'access_log a where a.case_id = c.id',
    )},
    'restrictedSince', (select min(r.since) from case_restriction r where r.case_id = c.id),
    'internal', case when $4::boolean then ${internalPart} end) as data
  from consultation_case c where c.id = any($1::uuid[]) order by c.received_at, c.id`;

const requestsOfPerson = `
  select json_build_object('kind', r.kind, 'state', r.state, 'origin', r.origin, 'proof', r.proof, 'email', r.email,
    'receivedAt', r.received_at, 'dueAt', r.due_at, 'endedAt', r.ended_at, 'ground', r.ground,
    'protocol', ${list(
      `json_build_object('at', s.at, 'action', s.action, 'counts', s.counts) order by s.id`,
      'privacy_step s where s.request_id = r.id',
    )}) as data
  from privacy_request r
  where r.id = $2 or ($3::boolean or r.origin = 'LINK') and exists (
    select from privacy_request_case rc where rc.request_id = r.id and rc.case_id = any($1::uuid[]))
  order by r.received_at, r.id`;
