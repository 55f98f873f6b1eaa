import type { TopicRepository, TopicRow } from './topic.repository.ts';

export type TopicService = ReturnType<typeof createTopicService>;

/** The official fields of action. Everybody may read them. */
export function createTopicService(topics: TopicRepository) {
  return {
    /** All, in the official order. */
    findAll: (): Promise<readonly TopicRow[]> => topics.findAll(),
    /** One by its code, or null. */
    find: (code: string): Promise<TopicRow | null> => topics.loadByCode(code),
  };
}
