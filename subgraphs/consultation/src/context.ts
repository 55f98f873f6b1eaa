import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { createDirectoryRepository } from './directory/directory.repository.ts';
import { createDirectoryService, type DirectoryService } from './directory/directory.service.ts';
import { once } from './once.ts';
import type { RegisterCache } from './register/register.cache.ts';
import { createRegisterService, type RegisterService } from './register/register.service.ts';
import { createTopicRepository } from './topic/topic.repository.ts';
import { createTopicService, type TopicService } from './topic/topic.service.ts';

/** What lives as long as the process. */
export interface Sources {
  readonly orm: Orm;
  readonly register: RegisterCache;
}

/** What resolvers work with: one per request, with one EntityManager and one set of loaders behind it. */
export interface Context {
  readonly viewer: Viewer;
  readonly register: RegisterService;
  readonly topics: TopicService;
  readonly directory: DirectoryService;
}

/**
 * Makes the context of one request. Nothing is asked of the database before a resolver wants it.
 *
 * @param today the day on which memberships and Kommunen count: one for the whole request, also at midnight
 */
export function createContext(sources: Sources, caller: Caller, today = localDay()): Context {
  const viewer = caller.kind === 'gateway' ? caller.viewer : publicViewer;
  const em = sources.orm.em.fork();
  const directory = createDirectoryRepository(em);
  return {
    viewer,
    register: createRegisterService({
      snapshot: once(() => sources.register(em)),
      findMemberKeys: directory.findMemberKeys,
      today,
    }),
    topics: createTopicService(createTopicRepository(em)),
    directory: createDirectoryService(directory),
  };
}
