import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { ClockFacts, Move } from './deadlines.ts';
import type { Office, Offices } from './office.ts';

type OfficeRow = Office & { readonly association: AssociationCode };

/** The offices of the associations whose settings have been received. */
export async function findOffices(em: EntityManager): Promise<Offices> {
  return toOffices(await select<OfficeRow>(em, 'clock.offices', selectOffices));
}

/** What the deadlines of a case are reckoned from. */
export async function findClockFacts(em: EntityManager, caseId: string): Promise<ClockFacts> {
  const row = await selectOne<{ offices: OfficeRow[]; moves: Move[] }>(em, 'clock.facts', selectFacts, [caseId]);
  if (row === null) throw new Error('what the clock needs was not read');
  return { offices: toOffices(row.offices), moves: row.moves };
}

function toOffices(rows: readonly OfficeRow[]): Offices {
  return new Map(rows.map(({ association, ...office }) => [association, office]));
}

const selectOffices = `
  select association, service_hours as "serviceHours", closed_days as "closedDays",
    first_answer_working_hours as "firstAnswerWorkingHours", acceptance_working_days as "acceptanceWorkingDays"
  from directory_office`;

const selectFacts = `
  select
    (select coalesce(json_agg(o), '[]') from (${selectOffices}) o) as offices,
    (select coalesce(json_agg(json_build_object('at', (extract(epoch from t.at) * 1000)::bigint, 'to', t.to_status)
       order by t.id), '[]') from transition t where t.case_id = $1) as moves`;
