import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import DataLoader from 'dataloader';

/** Contact data of who asked. */
interface InquirerRow {
  readonly requestId: string;
  readonly caseId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly function: string | null;
  readonly organisation: string | null;
}

export type RequestInquirersRepository = ReturnType<typeof createRequestInquirersRepository>;

interface Wanted {
  readonly requestId: string;
  readonly caseId: string;
}

/** Reads contact data of inquirers for one person of the staff who works on requests, and logs each read with the request. */
export function createRequestInquirersRepository(em: EntityManager, subject: string) {
  const keyOf = ({ requestId, caseId }: Wanted) => `${requestId} ${caseId}`;
  const loader = new DataLoader<Wanted, InquirerRow | null, string>(
    async (wanted) => {
      const keys = [wanted.map(({ requestId }) => requestId), wanted.map(({ caseId }) => caseId)];
      const rows = await select<InquirerRow>(em, 'privacyRequest.inquirers', readLogged, [...keys, subject]);
      const found = new Map(rows.map((row) => [keyOf(row), row]));
      return wanted.map((key) => found.get(keyOf(key)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );
  return {
    /** Null where there is none any more. Ask only for cases of an open request. */
    loadLogged: (wanted: Wanted): Promise<InquirerRow | null> => loader.load(wanted),
  };
}

// One statement: nothing can be read that is not logged.
const readLogged = `
  with found as (
    select w.request_id, i.* from unnest($1::uuid[], $2::uuid[]) w (request_id, case_id) join inquirer i using (case_id)
  ), logged as (
    insert into access_log (subject, case_id, basis, request_id) select $3, case_id, 'REQUEST', request_id from found
  )
  select request_id as "requestId", case_id as "caseId", name, email, phone, function, organisation from found`;
