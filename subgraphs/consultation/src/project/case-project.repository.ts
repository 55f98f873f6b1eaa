import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { DecidedChange } from '../case-work/case-work.types.ts';
import { phaseSentence } from '../case-work/wording.ts';
import type { Phase, ProjectOrigin } from '../generated/resolvers.ts';
import type { CaseSight } from '../policy.ts';
import { recordPhase, tellOpenCases } from './project-phase.repository.ts';
import { recordProjects } from './project-revision.repository.ts';
import { projectReadable } from './project-sight.ts';
import { lockProjects } from './project-turn.repository.ts';

/** A project that begins with a case. Its phase is the one that the case then has. */
export interface NewProject {
  readonly id: string;
  readonly kommune: string;
  readonly name: string;
  readonly quartier: string;
  readonly origin: ProjectOrigin;
  /** ISO 8601. */
  readonly startedOn: string;
  readonly published: boolean;
  readonly topics: readonly string[];
}

/** Locks the projects that cases accompany, and those that they are to accompany. It comes before the cases. */
export async function lockProjectsOfCases(
  em: EntityManager,
  caseIds: readonly string[],
  projectIds: readonly string[],
): Promise<void> {
  const rows = await select<{ id: string }>(em, 'caseProject.keys', projectsOfCases, [caseIds]);
  const ids = [...rows.map(({ id }) => id), ...projectIds];
  if (ids.length > 0) await lockProjects(em, ids);
}

const projectsOfCases = 'select project_id as id from case_project where case_id = any($1::uuid[])';

interface FoundProject {
  readonly kommune: string;
  readonly name: string;
  readonly phase: Phase;
}

/** Finds projects in the transaction of `em`. */
export function projectFinder(em: EntityManager, sight: CaseSight) {
  return {
    /** Null where there is none, and where the viewer may not know of it. */
    async findProject(id: string): Promise<FoundProject | null> {
      const values: unknown[] = [id];
      const add = (value: unknown) => `$${values.push(value)}`;
      const text = `select project.kommune, project.name, project.phase from project
        where project.id = $1::uuid and (project.published or ${projectReadable(sight, add)})`;
      return selectOne<FoundProject>(em, 'caseProject.find', text, values);
    },
  };
}

/** Writes what a change of a case means for the project that it accompanies: a new one, a link, or another phase. */
export async function writeProjectOfCase(em: EntityManager, change: DecidedChange, entryId: string | null) {
  const { before, after, plan, actor, at } = change;
  if (plan.project) {
    if ('name' in plan.project) await startProject(em, change, plan.project, entryId);
    await select(em, 'caseProject.link', insertLink, [before.id, plan.project.id, at, actor]);
  } else if (before.project && after.phase !== null && after.phase !== before.phase) {
    if (after.phase !== before.project.phase) await movePhase(em, change, before.project.id, after.phase, entryId);
  }
}

const insertLink = `
  insert into case_project (case_id, project_id, linked_at, linked_by) values ($1, $2, $3, $4)
  on conflict (case_id) do update set project_id = excluded.project_id, linked_at = excluded.linked_at,
    linked_by = excluded.linked_by`;

async function startProject(em: EntityManager, change: DecidedChange, project: NewProject, entryId: string | null) {
  const { after, actor, association, at } = change;
  const { id, kommune, name, quartier, origin, startedOn, published, topics } = project;
  if (after.phase === null) throw new Error('a project without a phase');
  await select(em, 'caseProject.start', insertProject, [
    ...[id, kommune, name, quartier, origin, after.phase, published, startedOn, topics],
  ]);
  await recordPhase(em, { projectId: id, phase: after.phase, at, actor, association, entryId });
  await recordProjects(em, [id]);
}

const insertProject = `
  with started as (
    insert into project (id, kommune, name, quartier, origin, phase, state, published, source, started_on)
    values ($1, $2, $3, $4, $5, $6, 'RUNNING', $7, 'INQUIRY', $8) returning id)
  insert into project_topic (project_id, topic) select id, topic from started, unnest($9::text[]) topic`;

/** The case has set the phase of its project: the other cases that accompany it follow. */
async function movePhase(
  em: EntityManager,
  { before, actor, association, at }: DecidedChange,
  projectId: string,
  phase: Phase,
  entryId: string | null,
): Promise<void> {
  await select(em, 'caseProject.phase', 'update project set version = version + 1, phase = $2 where id = $1', [
    ...[projectId, phase],
  ]);
  await tellOpenCases(em, { projectId, at, association, text: phaseSentence(phase) }, before.id);
  await recordPhase(em, { projectId, phase, at, actor, association, entryId });
  await recordProjects(em, [projectId]);
}
