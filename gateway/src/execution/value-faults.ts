import { GraphQLError } from 'graphql';
import type { ExecutionAnswer } from './prepared-operation.ts';

/**
 * Tells as errors what was lost because a subgraph answered null where none may be, or a value that its type does not have: GraphQL wants it
 * so, and without it a client cannot tell such a null from one that is meant. The stock gateway tells in `extensions.valueCompletion` alone.
 *
 * What follows from an error that the client hears of anyway is not told twice.
 */
export function withValueFaults(answer: ExecutionAnswer): ExecutionAnswer {
  const faults = answer.extensions?.valueCompletion as readonly GraphQLError[] | undefined;
  if (!faults || answer.errors?.length) return answer;
  const extensions = { code: 'DOWNSTREAM_SERVICE_ERROR' };
  return { ...answer, errors: faults.map(({ message, path }) => new GraphQLError(message, { path, extensions })) };
}
