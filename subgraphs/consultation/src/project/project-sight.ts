import { contentVisible } from '../case/case-sight.ts';
import type { CaseSight, ProjectKeeper } from '../policy.ts';
import type { AddValue } from '../statement.ts';

/*
 * Who reads and who changes `project`, as conditions in SQL: whoever may do so with a case that accompanies it. The public facts of
 * a project are everybody's where the Kommune consents.
 */

const accompanied = 'exists (select from case_project o where o.project_id = project.id)';

/** Condition: the viewer may read the project with all that belongs to it. */
export function projectReadable(sight: CaseSight, add: AddValue): string {
  const content = contentVisible(sight, add);
  const conditions = [
    ...(content === 'false'
      ? []
      : [
          `exists (select from case_project l join consultation_case c on c.id = l.case_id
             where l.project_id = project.id and ${content})`,
        ]),
    ...(sight.allHeaders ? [`not ${accompanied}`] : []),
  ];
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}

/** Condition: the viewer may change the project. Who may not read it may not change it either: ask for both. */
export function projectWritable(keeper: ProjectKeeper, add: AddValue): string {
  const advises = advisesOnCase(keeper, add, 'l.case_id');
  const conditions = [
    ...(advises === 'false'
      ? []
      : [`exists (select from case_project l where l.project_id = project.id and ${advises})`]),
    ...(keeper.unaccompanied ? [`not ${accompanied}`] : []),
  ];
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}

/** Condition: the viewer leads this case or gives co-advice in it, whether it is open or over. */
export function advisesOnCase(keeper: ProjectKeeper, add: AddValue, caseId: string): string {
  const { association, wholeAssociation, advisorId } = keeper;
  if (association === null || (!wholeAssociation && advisorId === null)) return 'false';
  const own = wholeAssociation ? '' : `and w.advisor_id = ${add(advisorId)}::uuid`;
  return `exists (select from participation w
    where w.case_id = ${caseId} and w.association = ${add(association)}::text ${own}
      and w.from_at is not null and w.until_at is null
      and (w.role = 'LEAD' or w.role = 'CO_ADVICE' and w.state = 'ACCEPTED'))`;
}
