import type { Page } from '@gkz-qe/kit/connection.ts';
import type { CaseSight, ProjectKeeper } from '../policy.ts';
import { type AddValue, createValues, type Statement } from '../statement.ts';
import type { ProjectQuery } from './project.types.ts';
import { projectReadable, projectWritable } from './project-sight.ts';

/** What a viewer may see of projects, and change. */
export interface ProjectSight {
  readonly sight: CaseSight;
  readonly keeper: ProjectKeeper;
}

/** The columns of a `ProjectRow`; the accompaniment comes from `s`, which is empty where the viewer may not read it. */
const columns = `
  project.id, project.name, project.kommune, project.phase, project.state, project.published, project.source,
  s.accompaniment`;

function from({ sight, keeper }: ProjectSight, add: AddValue): string {
  return `project left join lateral (
    select json_build_object('projectId', project.id, 'version', project.version, 'mayChange', ${projectWritable(keeper, add)},
      'quartier', project.quartier, 'origin', project.origin, 'startedOn', project.started_on,
      'endedOn', project.ended_on) as accompaniment
    where ${projectReadable(sight, add)}) s on true`;
}

const known = '(project.published or s.accompaniment is not null)';

/** Projects by key. */
export function createProjectsByKey(viewer: ProjectSight, ids: readonly string[]): Statement {
  const { values, add } = createValues();
  const text = `select ${columns} from ${from(viewer, add)} where project.id = any(${add(ids)}::uuid[]) and ${known}`;
  return { text, values };
}

/** The projects that these cases accompany, with the case as `parent`. */
export function createProjectsOfCases(viewer: ProjectSight, caseIds: readonly string[]): Statement {
  const { values, add } = createValues();
  const text = `select link.case_id as parent, ${columns} from case_project link
    join (${from(viewer, add)}) on project.id = link.project_id
    where link.case_id = any(${add(caseIds)}::uuid[]) and ${known}`;
  return { text, values };
}

/** The first rows of a list, one more than the page has. */
export function createProjectPage(viewer: ProjectSight, query: ProjectQuery, page: Page): Statement {
  const { values, add } = createValues();
  const [after] = page.after ?? [];
  const place = page.after === null ? [] : [`project.id < ${add(after)}::uuid`];
  const text = `select ${columns} from ${from(viewer, add)}
    where ${[...conditionsOf(query, add), ...place, known].join(' and ')}
    order by project.id desc limit ${add(page.limit + 1)}`;
  return { text, values };
}

/** The same for each of several Kommunen, with the Kommune as `parent`. */
export function createProjectPages(viewer: ProjectSight, kommunen: readonly string[], page: Page): Statement {
  const { values, add } = createValues();
  const [after] = page.after ?? [];
  const place = page.after === null ? '' : `and project.id < ${add(after)}::uuid`;
  const text = `select parent.ags as parent, row.* from unnest(${add(kommunen)}::text[]) parent (ags)
    cross join lateral (
      select ${columns} from ${from(viewer, add)}
      where project.kommune = parent.ags ${place} and ${known} order by project.id desc limit ${add(page.limit + 1)}
    ) row order by parent.ags, row.id desc`;
  return { text, values };
}

export function createProjectCount(viewer: ProjectSight, query: ProjectQuery): Statement {
  const { values, add } = createValues();
  const text = `select count(*)::int as count from ${from(viewer, add)}
    where ${[...conditionsOf(query, add), known].join(' and ')}`;
  return { text, values };
}

/** How many each Kommune has, with the Kommune as `parent`. */
export function createProjectCounts(viewer: ProjectSight, kommunen: readonly string[]): Statement {
  const { values, add } = createValues();
  const text = `select project.kommune as parent, count(*)::int as count from ${from(viewer, add)}
    where project.kommune = any(${add(kommunen)}::text[]) and ${known} group by 1`;
  return { text, values };
}

function conditionsOf({ kommune, topics, phases, states }: ProjectQuery, add: AddValue): readonly string[] {
  const where = (value: unknown, condition: (parameter: string) => string) =>
    value === null ? [] : [condition(add(value))];
  return [
    ...where(kommune, (key) => `project.kommune = ${key}::text`),
    ...where(phases, (list) => `project.phase = any(${list}::text[])`),
    ...where(states, (list) => `project.state = any(${list}::text[])`),
    ...where(
      topics,
      (list) =>
        `exists (select from project_topic t where t.project_id = project.id and t.topic = any(${list}::text[]))`,
    ),
  ];
}
