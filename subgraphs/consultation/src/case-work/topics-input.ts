import { badInput } from '@gkz-qe/kit/problem.ts';
import type { TopicService } from '../topic/topic.service.ts';

/**
 * The names of fields of action, in the order of their codes.
 *
 * @throws Problem BAD_USER_INPUT for a code that there is not
 */
export async function checkTopics(
  topics: Pick<TopicService, 'find'>,
  field: string,
  codes: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(codes.map(topics.find));
  return found.map((topic) => {
    if (topic === null) throw badInput(`input.${field}`, 'Dieses Handlungsfeld gibt es nicht.');
    return topic.label;
  });
}
