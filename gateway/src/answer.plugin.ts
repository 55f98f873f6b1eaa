import {
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import type { RequestContext } from './context.ts';
import { type ErrorFormatter, formatErrors } from './errors/format-errors.ts';
import type { ExecutionAnswer } from './execution/prepared-operation.ts';
import type { AnswerOperation, OperationRequest } from './executor.ts';
import type { Generations } from './supergraph/generations.ts';

/**
 * Answers operations where Apollo Server asks its plugins for an answer, and not as its gateway's executor.
 *
 * For an executor, Apollo Server 5 makes an object with an accessor in every request. V8 gives each of these a hidden class, which
 * holds the request and its answer until the next full collection: at 100 answers of 90 KB a second, a fifth of all that was
 * allocated outlived its request, and every small collection took ten times as long (docs/decisions/0015-from-plan-to-answer.md).
 */
export function answerOperations(
  generations: Pick<Generations, 'generationOf'>,
  answer: AnswerOperation,
  formatError: ErrorFormatter,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation(asked) {
          try {
            return toResponse(await answer(generations.generationOf(asked.schema), toRequest(asked)), formatError);
          } catch (error) {
            const { errors, http } = formatErrors([error], formatError);
            http.status ??= 500;
            return { http, body: { kind: 'single', singleResult: { errors } } };
          }
        },
      };
    },
  };
}

function toRequest(asked: GraphQLRequestContextResponseForOperation<RequestContext>): OperationRequest {
  const { document, operation, request, source, contextValue } = asked;
  // There is one for every operation that has been resolved; Apollo Server's types do not say so.
  const queryHash = asked.queryHash as string;
  const { operationName, variables = {} } = request;
  return { document, operation, operationName, source, queryHash, variables, context: contextValue };
}

/** Without `data` nothing was executed, because of what the client sent. */
function toResponse({ data, errors, extensions }: ExecutionAnswer, formatError: ErrorFormatter): GraphQLResponse {
  const formatted = errors && formatErrors(errors, formatError);
  const http = formatted?.http ?? { headers: new HeaderMap() };
  if (data === undefined) http.status ??= 400;
  const singleResult = {
    ...(data !== undefined && { data: data as Record<string, unknown> | null }),
    ...(formatted && { errors: formatted.errors }),
    ...(extensions && { extensions }),
  };
  return { http, body: { kind: 'single', singleResult } };
}
