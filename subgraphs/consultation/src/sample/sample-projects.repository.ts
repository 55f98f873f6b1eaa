import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { recordProjects } from '../project/project-revision.repository.ts';
import { type AccompanyingCase, createSampleProjects, reachesProject, type SampleProject } from './sample-projects.ts';

/** So many projects are sent at once. */
const chunkSize = 1_000;

/** Makes up the projects that the sample cases accompany, and saves them; all in the transaction of `em`, if it has one. */
export async function saveSampleProjects(em: EntityManager): Promise<number> {
  const cases = await select<AccompanyingCase>(em, 'sample.accompanying', accompanyingCases);
  const now = cases.at(-1)?.receivedAt ?? new Date(0);
  const projects = createSampleProjects(cases.filter(reachesProject), now);
  for (let from = 0; from < projects.length; from += chunkSize) {
    await saveChunk(em, projects.slice(from, from + chunkSize));
  }
  return projects.length;
}

/** An anonymous case accompanies nothing any more. */
const accompanyingCases = `
  select c.id, c.status, c.phase, k.ags as kommune, k.name as "kommuneName", c.quartier, c.received_at as "receivedAt",
    c.closed_at as "closedAt", array(select topic from case_topic t where t.case_id = c.id order by topic) as topics,
    (select p.association from participation p
      where p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null) as association
  from consultation_case c
  join case_kommune ck on ck.case_id = c.id and ck.position = 1
  join kommune k on k.ags = ck.ags
  where c.source = 'SAMPLE' and c.status in ('IN_CONSULTATION', 'WAITING_FOR_INQUIRER', 'CLOSED') and c.phase is not null
  order by c.received_at, c.id`;

const tables = {
  project: 'id, kommune, name, quartier, origin, phase, state, published, source, started_on, ended_on, version',
  project_topic: 'project_id, topic',
  case_project: 'case_id, project_id, linked_at, linked_by',
  phase_entry: 'project_id, at, phase, actor, association',
  milestone: 'id, project_id, title, state, planned_on, settled_on',
  local_actor: 'id, project_id, name, kind, since, until',
} as const;

async function saveChunk(em: EntityManager, projects: readonly SampleProject[]): Promise<void> {
  const rows = rowsOf(projects);
  for (const table of Object.keys(tables) as (keyof typeof tables)[]) {
    const columns = tables[table];
    await select(
      em,
      `sample.${table}`,
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows[table])],
    );
  }
  await recordProjects(
    em,
    projects.map(({ id }) => id),
  );
}

function rowsOf(projects: readonly SampleProject[]): Record<keyof typeof tables, readonly object[]> {
  const actor = 'sample-advisor';
  return {
    project: projects.map(({ startedOn, endedOn, ...row }) => ({
      ...{ ...row, source: 'SAMPLE', version: 1, started_on: startedOn, ended_on: endedOn },
    })),
    project_topic: projects.flatMap(({ id, topics }) => topics.map((topic) => ({ project_id: id, topic }))),
    case_project: projects.flatMap(({ id, cases }) =>
      cases.map((one) => ({ case_id: one.id, project_id: id, linked_at: one.at, linked_by: actor })),
    ),
    phase_entry: projects.flatMap(({ id, phases, association }) =>
      phases.map(({ at, phase }) => ({ project_id: id, at, phase, actor, association })),
    ),
    milestone: projects.flatMap(({ id, milestones }) =>
      milestones.map(({ plannedOn, settledOn, ...one }) => ({
        ...{ ...one, project_id: id, planned_on: plannedOn, settled_on: settledOn },
      })),
    ),
    local_actor: projects.flatMap(({ id, localActors }) => localActors.map((one) => ({ ...one, project_id: id }))),
  };
}
