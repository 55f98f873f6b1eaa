import type { CaseSight } from '../policy.ts';

/*
 * The one place where the database is told who sees what. Every statement that reads cases for a viewer begins with the values
 * of `sightValues` as $1 to $5 and names the case `c`. Who sees a content sees its header.
 */

/** A participation `p` that is in force. */
const inForce = 'p.from_at is not null and p.until_at is null';

/** Condition: the viewer may know of case `c`. */
export const headerVisible = `($1::boolean or exists (
  select from participation p where p.case_id = c.id and ${inForce} and p.association = $2::text))`;

/** Condition: the viewer may read the content of case `c`. */
export const contentVisible = `($3::boolean and c.status in ('RECEIVED', 'IN_TRIAGE') or exists (
  select from participation p where p.case_id = c.id and ${inForce} and p.association = $2::text
    and p.role in ('LEAD', 'CO_ADVICE') and ($4::boolean or p.advisor_id = $5::uuid)))`;

/** The values of $1 to $5 in both conditions. */
export function sightValues(sight: CaseSight): readonly unknown[] {
  return [sight.allHeaders, sight.association, sight.contentInTriage, sight.contentOfAssociation, sight.advisorId];
}
