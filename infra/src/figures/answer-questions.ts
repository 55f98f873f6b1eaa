import type { GraphSource } from '../graph/ask.ts';
import type { Question, Stand } from './figure.types.ts';
import { type Answered, createFiles } from './figures.document.ts';
import { askWhole, findStand } from './figures.source.ts';
import { questionsOfCases } from './questions-of-cases.ts';
import { kommunenMap, questionsOfMembers } from './questions-of-members.ts';

/**
 * Puts all questions to a running system.
 *
 * @param source with a token of an analyst
 * @returns the document and its pictures, by their paths beneath the folder that they are for
 * @throws OperatorFault where the system does not answer or refuses
 */
export async function answerQuestions(source: GraphSource): Promise<ReadonlyMap<string, string>> {
  const stand = await findStand(source);
  const answered: Answered[] = [];
  for (const question of questionsOfCases) answered.push(await answer(source, stand, question));
  for (const question of questionsOfMembers) answered.push(await answer(source, stand, question as Question));
  return createFiles(stand, answered, await answer(source, stand, kommunenMap));
}

async function answer<Data>(source: GraphSource, stand: Stand, question: Question<Data>): Promise<Answered> {
  const data = await askWhole(source, question.operation, question.variables(stand));
  return { question, shown: question.show(data as Data) };
}
