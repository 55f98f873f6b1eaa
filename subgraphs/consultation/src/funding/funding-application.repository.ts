import { randomUUIDv7 } from 'node:crypto';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { DecidedChange } from '../case-work/case-work.types.ts';
import type { FundingApplicationRow } from './funding-application.types.ts';

/** Finds applications in the transaction of `em`. */
export function fundingApplicationFinder(em: EntityManager) {
  return {
    /** An earlier application of this case; null where it has none with this key. */
    findFundingApplication: (caseId: string, id: string): Promise<FundingApplicationRow | null> =>
      selectOne(em, 'fundingApplication.ofCase', `${selectApplications} where f.case_id = $1 and f.id = $2::uuid`, [
        caseId,
        id,
      ]),
  };
}

/** Writes what a change says of an application, if it says something. `entry` is where the timeline tells of a new one. */
export async function writeFundingApplication(
  em: EntityManager,
  { before, plan: { fundingApplication: application }, at }: DecidedChange,
  entry: string | null,
): Promise<void> {
  if (!application) return;
  const { id, programme, appliedOn, amountEuro, state, decidedOn, grantedEuro } = application;
  const facts = [programme, appliedOn, amountEuro, state, decidedOn, grantedEuro, at];
  if (id === null) await select(em, 'fundingApplication.add', insertOne, [before.id, ...facts, randomUUIDv7(), entry]);
  else await select(em, 'fundingApplication.change', updateOne, [before.id, ...facts, id]);
}

const insertOne = `
  insert into funding_application
    (case_id, programme, applied_on, amount_euro, state, decided_on, granted_euro, changed_at, id, entry_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const updateOne = `
  update funding_application
  set programme = $2, applied_on = $3, amount_euro = $4, state = $5, decided_on = $6, granted_euro = $7, changed_at = $8
  where case_id = $1 and id = $9`;

// No application is for one association alone, so whoever reads the content of the case reads all of them.
const selectApplications = `
  select f.case_id as "caseId", f.id, f.programme, f.applied_on::text as "appliedOn", f.amount_euro as "amountEuro", f.state,
    f.decided_on::text as "decidedOn", f.granted_euro as "grantedEuro", f.changed_at as "changedAt", e.visibility, e.association
  from funding_application f join timeline_entry e on e.id = f.entry_id`;

/** $1 is the list of cases. */
export const fundingApplicationsOfCases = `
  ${selectApplications} where f.case_id = any($1::uuid[]) order by f.case_id, f.applied_on, f.id`;
