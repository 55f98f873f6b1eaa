import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { CaseSight } from '../policy.ts';
import { projectReadable } from '../project/project-sight.ts';

/** The finished projects of one Kommune that a viewer may know of. */
export interface FinishedProjects {
  readonly kommune: string;
  /** Keys, the latest first. */
  readonly projects: readonly string[];
  /** Codes of all their fields of action. */
  readonly topics: readonly string[];
}

export type TwinRepository = ReturnType<typeof createTwinRepository>;

export function createTwinRepository(em: EntityManager, sight: CaseSight) {
  return {
    /** By Kommune: all but one, with a project in a field of action where one is named. */
    findFinished(except: string, topic: string | null): Promise<FinishedProjects[]> {
      const values: unknown[] = [except, topic];
      const add = (value: unknown) => `$${values.push(value)}`;
      const text = `
        select project.kommune, array_agg(distinct project.id order by project.id desc) as projects,
          array_agg(distinct t.topic order by t.topic) as topics
        from project join project_topic t on t.project_id = project.id
        where project.state = 'FINISHED' and project.kommune <> $1::text
          and ($2::text is null or exists (
            select from project_topic asked where asked.project_id = project.id and asked.topic = $2))
          and (project.published or ${projectReadable(sight, add)})
        group by project.kommune`;
      return select<FinishedProjects>(em, 'twin.finished', text, values);
    },

    /** Codes of the fields of action of a Kommune's own projects, as far as the viewer may know of them. */
    async findTopics(kommune: string): Promise<readonly string[]> {
      const values: unknown[] = [kommune];
      const add = (value: unknown) => `$${values.push(value)}`;
      const text = `
        select distinct t.topic from project join project_topic t on t.project_id = project.id
        where project.kommune = $1::text and (project.published or ${projectReadable(sight, add)}) order by t.topic`;
      return (await select<{ topic: string }>(em, 'twin.topics', text, values)).map(({ topic }) => topic);
    },
  };
}
