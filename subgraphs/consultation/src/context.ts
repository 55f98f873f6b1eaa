import type { Orm } from '@gkz-qe/kit/database.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { once } from './once.ts';
import { createTopicRepository } from './topic/topic.repository.ts';
import { createTopicService, type TopicService } from './topic/topic.service.ts';

/** What lives as long as the process. */
export interface Sources {
  readonly orm: Orm;
}

/** What resolvers work with: one per request, with one EntityManager and one set of loaders behind it. */
export interface Context {
  readonly viewer: Viewer;
  readonly topics: TopicService;
}

/** Makes the context of one request. Each part comes into being when a resolver first asks for it. */
export function createContext({ orm }: Sources, caller: Caller): Context {
  const viewer = caller.kind === 'gateway' ? caller.viewer : publicViewer;
  const em = once(() => orm.em.fork());
  const topics = once(() => createTopicService(createTopicRepository(em())));
  return {
    viewer,
    get topics() {
      return topics();
    },
  };
}
