import type { CaseSight } from '../policy.ts';
import type { AddValue } from '../statement.ts';

/*
 * The one place where the database is told who sees what. Every statement that reads cases for a viewer holds one of these
 * conditions on the case `c`. Who sees a content sees its header.
 */

/** Who is proposed as lead takes part already: nobody can decide about a case that they may not read. */
const takesPart = 'p.case_id = c.id and p.until_at is null';

/** Condition: the person who asked has not had the processing of their data restricted. */
const unrestricted = 'not exists (select from case_restriction x where x.case_id = c.id)';

/** Condition: the viewer may know of case `c`. */
export function headerVisible({ allHeaders, association }: CaseSight, add: AddValue): string {
  if (allHeaders) return 'true';
  if (association === null) return 'false';
  return `exists (select from participation p where ${takesPart} and p.association = ${add(association)}::text)`;
}

/** Condition: the viewer may read the content of case `c`. */
export function contentVisible(sight: CaseSight, add: AddValue): string {
  const conditions = [
    ...(sight.contentInTriage ? [`c.status in ('RECEIVED', 'IN_TRIAGE')`] : []),
    ...contentOfParticipants(sight, add),
  ];
  return conditions.length === 0 ? 'false' : `((${conditions.join(' or ')}) and ${unrestricted})`;
}

function contentOfParticipants(
  { association, contentOfAssociation, advisorId }: CaseSight,
  add: AddValue,
): readonly string[] {
  if (association === null || (!contentOfAssociation && advisorId === null)) return [];
  const own = contentOfAssociation ? '' : `and p.advisor_id = ${add(advisorId)}::uuid`;
  return [
    `exists (select from participation p where ${takesPart} and p.association = ${add(association)}::text
       and p.role in ('LEAD', 'CO_ADVICE') ${own})`,
  ];
}
