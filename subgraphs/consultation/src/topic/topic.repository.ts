import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { once } from '../once.ts';

/** A Handlungsfeld as it is read. */
export interface TopicRow {
  readonly code: string;
  readonly label: string;
  readonly subtopics: readonly string[];
}

export type TopicRepository = ReturnType<typeof createTopicRepository>;

/** There are seven: one statement reads them all, and everything in one request is answered from that. */
export function createTopicRepository(em: EntityManager) {
  const all = once(() =>
    select<TopicRow>(em, 'topic.all', 'select code, label, subtopics from topic order by position'),
  );
  const byCode = once(async () => new Map((await all()).map((topic) => [topic.code, topic])));
  return {
    /** In the official order. */
    findAll: all,
    loadByCode: async (code: string): Promise<TopicRow | null> => (await byCode()).get(code) ?? null,
  };
}
