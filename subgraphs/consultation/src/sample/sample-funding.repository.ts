import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { createSampleApplications, type FundedCase } from './sample-funding.ts';

/** So many applications are sent at once. */
const chunkSize = 1_000;

/** Makes up applications that came of the sample cases, and saves them; all in the transaction of `em`, if it has one. */
export async function saveSampleApplications(em: EntityManager): Promise<number> {
  const cases = await select<FundedCase>(em, 'sample.fundedCases', fundedCases);
  const applications = createSampleApplications(cases, cases.at(-1)?.answeredAt ?? new Date(0));
  for (let from = 0; from < applications.length; from += chunkSize) {
    const rows = JSON.stringify(applications.slice(from, from + chunkSize));
    await select(em, 'sample.fundingApplications', insertApplications, [rows]);
  }
  return applications.length;
}

/** An anonymous case has none any more. */
const fundedCases = `
  select c.id, c.phase, c.first_answered_at as "answeredAt", p.association
  from consultation_case c
  join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
  where c.source = 'SAMPLE' and c.status in ('IN_CONSULTATION', 'WAITING_FOR_INQUIRER', 'CLOSED') and c.phase is not null
    and c.first_answered_at is not null
  order by c.first_answered_at, c.id`;

/** Recorded at noon of the day on which it was made. */
const insertApplications = `
  with made as (
    select row.*, ("appliedOn" + time '12:00') at time zone 'Europe/Berlin' as at
    from jsonb_to_recordset($1::jsonb) as row (id uuid, "caseId" uuid, association text, text text, programme text, "appliedOn" date,
      "amountEuro" integer, state text, "decidedOn" date, "grantedEuro" integer)
  ), entry as (
    insert into timeline_entry (case_id, at, kind, visibility, association, text)
    select "caseId", at, 'FUNDING', 'PARTICIPANTS', association, text from made returning id, case_id
  )
  insert into funding_application
    (id, case_id, entry_id, programme, applied_on, amount_euro, state, decided_on, granted_euro, changed_at)
  select made.id, "caseId", entry.id, programme, "appliedOn", "amountEuro", state, "decidedOn", "grantedEuro", made.at
  from made join entry on entry.case_id = made."caseId"`;
