import { badInput } from '@gkz-qe/kit/problem.ts';
import type { TopicService } from '../topic/topic.service.ts';

/**
 * The names of fields of action, in the order of their codes.
 *
 * @throws Problem BAD_USER_INPUT for a code that there is not
 */
export async function checkTopicArgument(
  topics: Pick<TopicService, 'find'>,
  argument: string,
  codes: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(codes.map(topics.find));
  return found.map((topic) => {
    if (topic === null) throw badInput(argument, 'Dieses Handlungsfeld gibt es nicht.');
    return topic.label;
  });
}

/** The same for a field of an input. */
export function checkTopics(topics: Pick<TopicService, 'find'>, field: string, codes: readonly string[]) {
  return checkTopicArgument(topics, `input.${field}`, codes);
}
