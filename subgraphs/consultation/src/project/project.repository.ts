import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { createGroupedLoader } from '../grouped-loader.ts';
import type { LocalActorRow, MilestoneRow, PhaseEntryRow, ProjectQuery, ProjectRow } from './project.types.ts';
import {
  createProjectCount,
  createProjectCounts,
  createProjectPage,
  createProjectPages,
  createProjectsByKey,
  createProjectsOfCases,
  type ProjectSight,
} from './project-statement.ts';

export type ProjectRepository = ReturnType<typeof createProjectRepository>;

/** Reads projects as one viewer sees them: what is not to be known is not there. */
export function createProjectRepository(em: EntityManager, viewer: ProjectSight) {
  const byId = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: ProjectRow) => row.id,
    find: (ids) => {
      const { text, values } = createProjectsByKey(viewer, ids);
      return select<ProjectRow>(em, 'project.byId', text, values);
    },
  });
  const ofCases = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: ProjectRow & { readonly parent: string }) => row.parent,
    find: (ids) => {
      const { text, values } = createProjectsOfCases(viewer, ids);
      return select<ProjectRow & { parent: string }>(em, 'project.ofCases', text, values);
    },
  });
  return {
    loadById: (id: string): Promise<ProjectRow | null> => byId.load(id.toLowerCase()),
    /** The project that a case accompanies. */
    loadOfCase: (caseId: string): Promise<ProjectRow | null> => ofCases.load(caseId),
    ...createLists(em, viewer),
    ...createParts(em),
  };
}

function createLists(em: EntityManager, viewer: ProjectSight) {
  const pages = createGroupedLoader<string, Page, readonly ProjectRow[]>(async (kommunen, page) => {
    const { text, values } = createProjectPages(viewer, kommunen, page);
    const rows = await select<ProjectRow & { parent: string }>(em, 'project.pagesOfKommunen', text, values);
    return Map.groupBy(rows, ({ parent }) => parent);
  }, []);
  const counts = createGroupedLoader<string, null, number>(async (kommunen) => {
    const { text, values } = createProjectCounts(viewer, kommunen);
    const rows = await select<{ parent: string; count: number }>(em, 'project.countsOfKommunen', text, values);
    return new Map(rows.map(({ parent, count }) => [parent, count]));
  }, 0);
  return {
    /** Up to one row more than the page has. */
    async findPage(query: ProjectQuery, page: Page): Promise<readonly ProjectRow[]> {
      const { text, values } = createProjectPage(viewer, query, page);
      return select<ProjectRow>(em, 'project.page', text, values);
    },
    async count(query: ProjectQuery): Promise<number> {
      const { text, values } = createProjectCount(viewer, query);
      return (await selectOne<{ count: number }>(em, 'project.count', text, values))?.count ?? 0;
    },
    /** The page of one Kommune's projects; equal requests for many Kommunen are one statement. */
    loadPageOfKommune: (ags: string, page: Page) => pages.load(ags, page),
    loadCountOfKommune: (ags: string) => counts.load(ags, null),
  };
}

function createParts(em: EntityManager) {
  const lists = <Row extends { readonly projectId: string }>(caller: string, text: string) =>
    createListLoader({
      isKey: isUuid,
      keyOf: (row: Row) => row.projectId,
      find: (ids) => select<Row>(em, caller, text, [ids]),
    });
  const topics = lists<{ projectId: string; topic: string }>('project.topics', topicsOfProjects);
  const phases = lists<PhaseEntryRow>('project.phases', phasesOfProjects);
  const milestones = lists<MilestoneRow>('project.milestones', milestonesOfProjects);
  const localActors = lists<LocalActorRow>('project.localActors', localActorsOfProjects);
  const cases = lists<{ projectId: string; caseId: string }>('project.cases', casesOfProjects);
  return {
    /** Codes in the official order. */
    loadTopics: async (id: string) => (await topics.load(id)).map(({ topic }) => topic),
    /** Oldest first. */
    loadPhases: (id: string) => phases.load(id),
    loadMilestones: (id: string) => milestones.load(id),
    loadLocalActors: (id: string) => localActors.load(id),
    /** Keys of all cases that accompany it, whoever may know of them; the latest first. */
    loadCaseIds: async (id: string) => (await cases.load(id)).map(({ caseId }) => caseId),
  };
}

const topicsOfProjects = `
  select pt.project_id as "projectId", pt.topic from project_topic pt join topic t on t.code = pt.topic
  where pt.project_id = any($1::uuid[]) order by pt.project_id, t.position`;

const phasesOfProjects = `
  select h.project_id as "projectId", h.at, h.phase, h.association, e.text as note
  from phase_entry h left join phase_note n on n.phase_entry_id = h.id left join timeline_entry e on e.id = n.entry_id
  where h.project_id = any($1::uuid[]) order by h.project_id, h.at, h.id`;

const milestonesOfProjects = `
  select m.project_id as "projectId", m.id, m.title, m.state, m.planned_on as "plannedOn", m.settled_on as "settledOn"
  from milestone m where m.project_id = any($1::uuid[]) order by m.project_id, m.planned_on, m.id`;

const localActorsOfProjects = `
  select a.project_id as "projectId", a.id, a.name, a.kind, a.since, a.until
  from local_actor a where a.project_id = any($1::uuid[]) order by a.project_id, a.since, a.id`;

const casesOfProjects = `
  select l.project_id as "projectId", l.case_id as "caseId" from case_project l
  where l.project_id = any($1::uuid[]) order by l.project_id, l.case_id desc`;
