import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import DataLoader from 'dataloader';

/** Contact data of who asked. */
export interface InquirerRow {
  readonly caseId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly function: string | null;
  readonly organisation: string | null;
}

export type InquirerRepository = ReturnType<typeof createInquirerRepository>;

/**
 * Reads contact data of inquirers for one person, and writes into the log that this person did.
 *
 * @param basis why they may
 */
export function createInquirerRepository(
  em: EntityManager,
  subject: string,
  basis: 'PARTICIPATION' | 'INTRODUCTION' = 'PARTICIPATION',
) {
  // One statement: nothing can be read that is not logged.
  const byCase = new DataLoader<string, InquirerRow | null>(async (ids) => {
    const rows = await select<InquirerRow>(
      em,
      'inquirer.readLogged',
      `with found as (select * from inquirer where case_id = any($1::uuid[])),
         logged as (insert into access_log (subject, case_id, basis) select $2, case_id, $3 from found)
       select case_id as "caseId", name, email, phone, function, organisation from found`,
      [ids, subject, basis],
    );
    const byId = new Map(rows.map((row) => [row.caseId, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  return {
    /** Null where there is none any more. Ask only for cases where the person has the basis. */
    loadLogged: (caseId: string): Promise<InquirerRow | null> => byCase.load(caseId),
  };
}
