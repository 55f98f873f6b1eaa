import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { changesSince, type FactChange } from '@gkz-qe/kit/revisions.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { ProjectFacts, ProjectPlan } from './project.types.ts';
import { recordPhase, tellOpenCases } from './project-phase.repository.ts';
import { recordProjects } from './project-revision.repository.ts';
import { projectReadable, projectWritable } from './project-sight.ts';
import type { ProjectSight } from './project-statement.ts';

/** A change of a project that is decided. */
export interface DecidedProject {
  readonly before: ProjectFacts;
  readonly plan: ProjectPlan;
  readonly actor: string;
  readonly association: AssociationCode | null;
  readonly at: Date;
}

export type ProjectTurns = ReturnType<typeof createProjectTurns>;
export type ProjectTurn = ReturnType<typeof createTurn>;

/** Lets one after the other change a project, each in a transaction of its own. `em` must be a fork of its own. */
export function createProjectTurns(em: EntityManager, viewer: ProjectSight) {
  return {
    /** Runs `work` while nobody else can change this project; what it writes is there whole or not at all. */
    inTurn: <Result>(projectId: string, work: (turn: ProjectTurn) => Promise<Result>): Promise<Result> =>
      em.transactional(async (transaction) => {
        await lockProjects(transaction, [projectId]);
        return work(createTurn(transaction, viewer, projectId));
      }),
  };
}

/** Locks projects until the transaction of `em` ends, always in the same order, and before any case that accompanies them. */
export async function lockProjects(em: EntityManager, ids: readonly string[]): Promise<void> {
  await select(em, 'projectTurn.lock', 'select from project where id = any($1::uuid[]) order by id for update', [ids]);
}

function createTurn(em: EntityManager, viewer: ProjectSight, projectId: string) {
  return {
    /** The project as it stands, and what the viewer may do with it. Null where there is none. */
    async find(): Promise<ProjectFacts | null> {
      const values: unknown[] = [projectId];
      const add = (value: unknown) => `$${values.push(value)}`;
      const text = `select ${facts}, ${projectReadable(viewer.sight, add)} as readable,
        ${projectWritable(viewer.keeper, add)} as writable from project where project.id = $1::uuid`;
      return selectOne<ProjectFacts>(em, 'projectTurn.facts', text, values);
    },
    changesSince: (version: number): Promise<readonly FactChange[]> => changesSince(em, 'project', projectId, version),
    write: (decided: DecidedProject): Promise<void> => writeProject(em, decided),
  };
}

const listOf = (object: string, from: string) => `coalesce((select json_agg(${object}) from ${from}), '[]')`;

const facts = `
  project.id, project.kommune, project.name, project.quartier, project.origin, project.phase, project.state,
  project.published, project.started_on as "startedOn", project.ended_on as "endedOn", project.version,
  array(select pt.topic from project_topic pt join topic t on t.code = pt.topic where pt.project_id = project.id
    order by t.position) as topics,
  ${listOf(
    `json_build_object('id', m.id, 'title', m.title, 'state', m.state, 'plannedOn', m.planned_on, 'settledOn', m.settled_on)`,
    'milestone m where m.project_id = project.id',
  )} as milestones,
  ${listOf(
    `json_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'since', a.since, 'until', a.until)`,
    'local_actor a where a.project_id = project.id',
  )} as "localActors",
  exists (select from case_project l where l.project_id = project.id) as accompanied`;

async function writeProject(em: EntityManager, { before, plan, actor, association, at }: DecidedProject) {
  const { patch, topics, milestone, localActor, told } = plan;
  const { id } = before;
  const { name, quartier, origin, phase, state, published, startedOn, endedOn } = { ...before, ...patch };
  await select(em, 'projectTurn.update', updateProject, [
    ...[id, before.version, name, quartier, origin, phase, state, published, startedOn, endedOn],
  ]);
  if (topics) await select(em, 'projectTurn.topics', replaceTopics, [id, topics]);
  if (milestone) {
    const { title, state: stands, plannedOn, settledOn } = milestone;
    await select(em, 'projectTurn.milestone', saveMilestone, [milestone.id, id, title, stands, plannedOn, settledOn]);
  }
  if (localActor) {
    const { kind, since, until } = localActor;
    await select(em, 'projectTurn.localActor', saveLocalActor, [
      localActor.id,
      id,
      localActor.name,
      kind,
      since,
      until,
    ]);
  }
  const entryId = told ? await tellOpenCases(em, { projectId: id, at, association, text: told }) : null;
  if (phase !== before.phase) await recordPhase(em, { projectId: id, phase, at, actor, association, entryId });
  await recordProjects(em, [id]);
}

const updateProject = `
  update project set version = version + 1, name = $3, quartier = $4, origin = $5, phase = $6, state = $7, published = $8,
    started_on = $9, ended_on = $10
  where id = $1 and version = $2`;

const replaceTopics = `
  with gone as (delete from project_topic where project_id = $1 and topic <> all($2::text[]))
  insert into project_topic (project_id, topic) select $1, topic from unnest($2::text[]) topic on conflict do nothing`;

const saveMilestone = `
  insert into milestone (id, project_id, title, state, planned_on, settled_on) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do update set title = excluded.title, state = excluded.state, planned_on = excluded.planned_on,
    settled_on = excluded.settled_on`;

const saveLocalActor = `
  insert into local_actor (id, project_id, name, kind, since, until) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do update set until = excluded.until`;
