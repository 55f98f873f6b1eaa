import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { eraseRegistrations } from '../../event/participant.repository.ts';
import type { PrivacyAction, PrivacyRequestKind, PrivacyRequestState } from '../../generated/resolvers.ts';
import { anonymiseCases } from '../person/anonymise.repository.ts';
import { findHeld, lockCases } from '../person/lock-cases.repository.ts';
import { PrivacyRequest, PrivacyStep } from './privacy-request.entity.ts';
import type { Correction } from './request.input.ts';

/** A request that nobody else changes until the transaction ends. */
export interface LockedRequest {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly state: PrivacyRequestState;
  readonly version: number;
  readonly approvedBy: string | null;
}

/** A request that is to be recorded. */
export interface NewRequest {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly origin: 'LINK' | 'STAFF';
  readonly proof: string;
  /** The person's address, as written. Null for a request about one case. */
  readonly email: string | null;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly recordedBy: string;
}

/** An entry of the protocol. */
export interface NewStep {
  readonly at: Date;
  readonly action: PrivacyAction;
  readonly actor: string;
  readonly counts: Readonly<Record<string, number>>;
}

export type RequestTransaction = ReturnType<typeof createRequestTransaction>;

/** What happens to requests and to the data that they are about, inside the transaction of `em`. */
export function createRequestTransaction(em: EntityManager) {
  return { ...createRequestWrites(em), ...createDataWrites(em) };
}

function createRequestWrites(em: EntityManager) {
  const change = async (id: string, changes: Partial<PrivacyRequest>) => {
    em.assign(await em.findOneOrFail(PrivacyRequest, id), changes);
    await em.flush();
  };
  return {
    async open({ email, ...request }: NewRequest): Promise<void> {
      const normal = await selectOne<{ email: string | null }>(
        em,
        'privacyRequest.email',
        'select normal_email($1) as email',
        [email],
      );
      em.create(PrivacyRequest, { ...request, email: normal?.email ?? null, state: 'OPEN', version: 1 });
      await em.flush();
    },

    /** Waits for whoever is at work on it. */
    async lock(id: string): Promise<LockedRequest | null> {
      const sql = `select id, kind, state, version, approved_by as "approvedBy" from privacy_request where id = $1 for update`;
      return selectOne(em, 'privacyRequest.lock', sql, [id]);
    },

    approve: (id: string, approvedBy: string) => change(id, { state: 'APPROVED', approvedBy }),

    /** From here on the person's mail address is forgotten. */
    end: (id: string, ending: { state: 'CARRIED_OUT' | 'REFUSED'; endedBy: string; endedAt: Date; ground?: string }) =>
      change(id, { ...ending, email: null }),

    async addStep(request: string, step: NewStep): Promise<void> {
      em.create(PrivacyStep, { ...step, request });
      await em.flush();
    },
  };
}

function createDataWrites(em: EntityManager) {
  const noteCases = async (id: string, caseIds: readonly string[]): Promise<void> => {
    // The reference locks the case too, but less: two that had noted it would wait for each other to lock it whole.
    await lockCases(em, caseIds);
    await select(em, 'privacyRequest.noteCases', noteCasesOfRequest, [id, caseIds]);
  };
  return {
    /** Locks cases and notes them with the request. */
    noteCases,

    /** Locks all cases of the person, notes them with the request and answers their keys. */
    async takeCases(id: string): Promise<readonly string[]> {
      const ids = await findCasesOfRequest(em, id);
      await noteCases(id, ids);
      return ids;
    },

    /** Numbers of those cases that must not go; ask after they are locked. */
    findHeld: (caseIds: readonly string[]) => findHeld(em, caseIds),

    /** Numbers of those cases about which the person has asked for something else, too, and has no answer yet. */
    async findOtherwiseAsked(id: string, caseIds: readonly string[]): Promise<readonly string[]> {
      const rows = await select<{ number: string }>(em, 'privacyRequest.others', otherwiseAsked, [id, caseIds]);
      return rows.map(({ number }) => number);
    },

    erase: (caseIds: readonly string[], at: Date, actor: string) =>
      anonymiseCases(em, caseIds, { at, actor, reason: 'Löschung auf Verlangen der anfragenden Person.' }),

    eraseRegistrations: (id: string, at: Date) => eraseRegistrations(em, id, at),

    async restrict(id: string, caseIds: readonly string[], since: Date): Promise<number> {
      const rows = await select(em, 'privacyRequest.restrict', restrictCases, [id, caseIds, since]);
      return rows.length;
    },

    async lift(id: string): Promise<number> {
      const sql = 'delete from case_restriction where request_id = $1 returning 1';
      return (await select(em, 'privacyRequest.lift', sql, [id])).length;
    },

    async correct(caseIds: readonly string[], correction: Correction): Promise<number> {
      const rows = await select(em, 'privacyRequest.correct', correctInquirers, [caseIds, JSON.stringify(correction)]);
      return rows.length;
    },
  };
}

/** Keys of the person's cases: those noted with the request, and those that are known by their mail address while it is kept. */
export async function findCasesOfRequest(em: EntityManager, id: string): Promise<readonly string[]> {
  const rows = await select<{ id: string }>(em, 'privacyRequest.findCases', casesOfRequest, [id]);
  return rows.map((row) => row.id);
}

const casesOfRequest = `
  select case_id as id from privacy_request_case where request_id = $1
  union
  select i.case_id from privacy_request r join inquirer i on normal_email(i.email) = r.email where r.id = $1`;

const noteCasesOfRequest = `insert into privacy_request_case (request_id, case_id) select $1, unnest($2::uuid[])
  on conflict do nothing`;

const otherwiseAsked = `
  select distinct c.number from privacy_request this
  join privacy_request other on other.kind <> this.kind and other.state in ('OPEN', 'APPROVED')
  join privacy_request_case rc on rc.request_id = other.id
  join consultation_case c on c.id = rc.case_id
  where this.id = $1 and rc.case_id = any($2::uuid[]) order by c.number`;

const restrictCases = `insert into case_restriction (case_id, request_id, since)
  select c.id, $1, $3 from consultation_case c where c.id = any($2::uuid[]) and c.status <> 'ANONYMISED'
  on conflict do nothing returning 1`;

// What is not in the document keeps its value, what is null in it goes.
const correctInquirers = `
  update inquirer i set (name, email, phone, function, organisation) = (
    select r.name, r.email, r.phone, r.function, r.organisation from jsonb_populate_record(i, $2::jsonb) r)
  where case_id = any($1::uuid[]) returning 1`;
