import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import type { RequestSight } from '../privacy.policy.ts';
import type {
  ApprovalRow,
  PersonalCaseRow,
  PrivacyRequestRow,
  PrivacyStepRow,
  RequestQuery,
} from './privacy-request.types.ts';

export type PrivacyRequestRepository = ReturnType<typeof createPrivacyRequestRepository>;

/** Reads requests as one viewer sees them: what is not to be seen is not there. */
export function createPrivacyRequestRepository(em: EntityManager, sight: RequestSight) {
  const seen = [sight.all, sight.leadOf, sight.recordedBy] as const;
  const steps = createListLoader({
    isKey: isUuid,
    keyOf: (row: PrivacyStepRow) => row.requestId,
    find: (ids) => select(em, 'privacyRequest.steps', stepsOfRequests, [ids]),
  });
  const cases = createListLoader({
    isKey: isUuid,
    keyOf: (row: PersonalCaseRow) => row.requestId,
    find: (ids) => select(em, 'privacyRequest.cases', casesOfRequests, [...seen, ids]),
  });
  const approvals = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: ApprovalRow) => row.id,
    find: (ids) => select(em, 'privacyRequest.approvals', approvalsOfRequests, [ids]),
  });
  return {
    async find(id: string): Promise<PrivacyRequestRow | null> {
      return isUuid(id) ? selectOne(em, 'privacyRequest.byId', requestById, [...seen, id]) : null;
    },
    /** What is due first before all else; up to one row more than the page has. */
    findPage: ({ states, kinds, overdue }: RequestQuery, { after, limit }: Page): Promise<PrivacyRequestRow[]> =>
      select(em, 'privacyRequest.page', pageOfRequests, [
        ...seen,
        ...[states, kinds, overdue],
        ...(after ?? [null, null]),
        limit + 1,
      ]),
    async count({ states, kinds, overdue }: RequestQuery): Promise<number> {
      const values = [...seen, states, kinds, overdue];
      const row = await selectOne<{ count: number }>(em, 'privacyRequest.count', countOfRequests, values);
      return row?.count ?? 0;
    },
    /** Oldest first. */
    loadSteps: (id: string) => steps.load(id),
    /** Of a request that the viewer may know of. */
    loadApproval: (id: string) => approvals.load(id),
    /** Newest first. */
    loadCases: (id: string) => cases.load(id),
  };
}

const columns = `r.id, r.kind, r.state, r.version, r.origin, r.proof, r.received_at as "receivedAt", r.due_at as "dueAt",
  (r.due_at < now() and r.state in ('OPEN', 'APPROVED')) as overdue, r.ground`;

/** Condition: the viewer may know of request `r`. */
const visible = `($1::boolean or r.recorded_by = $3::text or r.kind in ('ERASURE', 'RESTRICTION') and exists (
  select from privacy_request_case rc join participation p on p.case_id = rc.case_id
  where rc.request_id = r.id and p.role = 'LEAD' and p.association = $2::text
    and p.from_at is not null and p.until_at is null))`;

const requestById = `select ${columns} from privacy_request r where r.id = $4::uuid and ${visible}`;

const asked = `r.state = any($4::text[]) and ($5::text[] is null or r.kind = any($5)) and
  (not $6::boolean or r.due_at < now() and r.state in ('OPEN', 'APPROVED')) and ${visible}`;

const pageOfRequests = `select ${columns} from privacy_request r
  where ${asked} and ($7::timestamptz is null or (r.due_at, r.id) > ($7, $8::uuid))
  order by r.due_at, r.id limit $9`;

const countOfRequests = `select count(*)::int as count from privacy_request r where ${asked}`;

const approvalsOfRequests = `select id, kind, state, approved_by as "approvedBy", email from privacy_request
  where id = any($1::uuid[])`;

const stepsOfRequests = `select request_id as "requestId", at, action, actor, counts from privacy_step
  where request_id = any($1::uuid[]) order by request_id, id`;

/**
 * Those that are noted, and those that have come since by the same mail address: all of them for who recorded the request, those of
 * the own association for others.
 */
const casesOfRequests = `
  select found.id as "requestId", found.open as "requestOpen", c.id, c.number, c.status, c.received_at as "receivedAt",
    exists (select from legal_hold h where h.case_id = c.id and h.released_at is null) as "legalHold",
    exists (select from case_restriction x where x.case_id = c.id) as restricted,
    case when found.open then c.concern end as concern, c.inquirer_kind as "inquirerKind"
  from (
    select r.id, r.recorded_by, r.state in ('OPEN', 'APPROVED') as open, rc.case_id
    from privacy_request r join privacy_request_case rc on rc.request_id = r.id where r.id = any($4::uuid[])
    union
    select r.id, r.recorded_by, r.state in ('OPEN', 'APPROVED'), i.case_id
    from privacy_request r join inquirer i on normal_email(i.email) = r.email where r.id = any($4::uuid[])
  ) found
  join consultation_case c on c.id = found.case_id
  where $1::boolean or found.recorded_by = $3::text or exists (
    select from participation p where p.case_id = c.id and p.role = 'LEAD' and p.association = $2::text
      and p.from_at is not null and p.until_at is null)
  order by found.id, c.received_at desc, c.id`;
