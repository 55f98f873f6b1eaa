import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { appendRevisions } from '@gkz-qe/kit/revisions.ts';

/** Records projects as the transaction leaves them: once after each write, so that a stale write can be told what has changed. */
export async function recordProjects(em: EntityManager, ids: readonly string[]): Promise<void> {
  await appendRevisions(em, 'revision.projects', revisionOfProjects, [ids]);
}

const revisionOfProjects = `
  select 'project', p.id::text, p.version, jsonb_build_object(
    'name', p.name, 'quartier', p.quartier, 'origin', p.origin, 'phase', p.phase, 'state', p.state,
    'published', p.published, 'startedOn', p.started_on, 'endedOn', p.ended_on,
    'topics', (select coalesce(jsonb_agg(t.topic order by t.topic), '[]') from project_topic t where t.project_id = p.id),
    'milestones', (
      select coalesce(jsonb_agg(concat_ws(' ', m.title, m.state, coalesce(m.settled_on, m.planned_on))
        order by m.planned_on, m.id), '[]')
      from milestone m where m.project_id = p.id),
    'localActors', (
      select coalesce(jsonb_agg(concat_ws(' ', a.name, a.since, '–', a.until) order by a.since, a.id), '[]')
      from local_actor a where a.project_id = p.id)), '{}'
  from project p where p.id = any($1::uuid[])`;
