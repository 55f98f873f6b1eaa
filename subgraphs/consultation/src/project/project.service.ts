import { type Connection, createConnection, isText, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { isGemeindeAgs, isKreisAgs, isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseRow } from '../case/case.types.ts';
import { checkTopicArgument } from '../case-work/topics-input.ts';
import type { ProjectFilter } from '../generated/resolvers.ts';
import { requireScope } from '../policy.ts';
import { registerKeyOf } from '../routing/keys.ts';
import type { TopicService } from '../topic/topic.service.ts';
import type { ProjectRepository } from './project.repository.ts';
import type { AccompanimentRow, ProjectQuery, ProjectRow } from './project.types.ts';

export interface ProjectServiceParts {
  readonly viewer: Viewer;
  /** Sees what the viewer may see and nothing else. */
  readonly projects: ProjectRepository;
  readonly topics: Pick<TopicService, 'find'>;
}

export type ProjectService = ReturnType<typeof createProjectService>;

const listOfIds = { cursor: [isText(isUuid)] };

/** Quartiersprojekte as the viewer may know of them. */
export function createProjectService({ viewer, projects, topics }: ProjectServiceParts) {
  return {
    /** Null where there is none or the viewer may not know of it. */
    find: (id: string): Promise<ProjectRow | null> => projects.loadById(id),

    /** Projects in pages, the latest first. */
    async list({ filter, ...args }: PageArguments & { readonly filter?: ProjectFilter | null | undefined }) {
      const page = readPage(args, listOfIds);
      await checkTopicArgument(topics, 'filter.topic', filter?.topic ?? []);
      const query = readQuery(filter);
      return toConnection(await projects.findPage(query, page), page, () => projects.count(query));
    },

    /** Projects of one Kommune in pages; asked alike for many Kommunen it is one statement. */
    async listOfKommune(ags: string, args: PageArguments) {
      const page = readPage(args, listOfIds);
      return toConnection(await projects.loadPageOfKommune(ags, page), page, () => projects.loadCountOfKommune(ags));
    },

    /** The project that a case accompanies. Null without the case's content. */
    ofCase: async ({ id, content }: CaseRow) => (content ? projects.loadOfCase(id) : null),

    /** In the official order. */
    async topicsOf({ id }: ProjectRow) {
      const found = await Promise.all((await projects.loadTopics(id)).map(topics.find));
      return found.filter((topic) => topic !== null);
    },

    /** @throws Problem UNAUTHENTICATED, FORBIDDEN for who accompanies nothing */
    async accompanimentOf({ accompaniment }: ProjectRow): Promise<AccompanimentRow | null> {
      requireScope(viewer, 'case:read');
      return accompaniment;
    },

    phasesOf: ({ projectId }: AccompanimentRow) => projects.loadPhases(projectId),
    milestonesOf: ({ projectId }: AccompanimentRow) => projects.loadMilestones(projectId),
    localActorsOf: ({ projectId }: AccompanimentRow) => projects.loadLocalActors(projectId),
    /** Keys of all cases that accompany it: which of them the viewer may know of is for the cases to say. */
    caseIdsOf: ({ projectId }: AccompanimentRow) => projects.loadCaseIds(projectId),
  };
}

function toConnection(
  rows: readonly ProjectRow[],
  page: ReturnType<typeof readPage>,
  totalCount: () => Promise<number>,
): Connection<ProjectRow> {
  return createConnection(rows, page, { cursorOf: ({ id }) => [id], totalCount });
}

function readQuery(filter: ProjectFilter | null | undefined): ProjectQuery {
  const { kommune, topic, phase, state } = filter ?? {};
  if (kommune && !isGemeindeAgs(kommune) && !isKreisAgs(kommune)) {
    throw badInput(
      'filter.kommune',
      'Ein Schlüssel hat 8 Ziffern bei Gemeinden und 5 bei Landkreisen und beginnt mit 08.',
    );
  }
  return {
    kommune: kommune ? registerKeyOf(kommune) : null,
    ...{ topics: topic ?? null, phases: phase ?? null, states: state ?? null },
  };
}
