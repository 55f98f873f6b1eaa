import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { answerOperations } from './answer.plugin.ts';
import type { RequestContext } from './context.ts';
import { createDocumentStore } from './document.store.ts';
import type { ErrorFormatter } from './errors/format-errors.ts';
import { createRefusal } from './errors/refusal.ts';
import { stringifyAnswer } from './execution/answer-text.ts';
import type { AnswerOperation } from './executor.ts';
import type { CostGuard } from './limits/cost.budget.ts';
import type { RateLimits } from './limits/rate.limits.ts';
import type { Generations } from './supergraph/generations.ts';

export interface ApolloParts {
  readonly generations: Generations;
  readonly log: Logger;
  readonly formatError: ErrorFormatter;
  readonly guardCost: CostGuard;
  readonly rates: RateLimits;
  readonly answer: AnswerOperation;
}

/** Makes the Apollo Server: parses, validates, lets a plugin answer, writes. Starts it, too. */
export async function createApollo(parts: ApolloParts): Promise<ApolloServer<RequestContext>> {
  const { generations, log, formatError, guardCost, rates, answer } = parts;
  const apollo = new ApolloServer<RequestContext>({
    gateway: generations,
    documentStore: createDocumentStore(),
    logger: log,
    formatError,
    stringifyResult: stringifyAnswer,
    // Switched off in front of Apollo Server where it is not wanted; hidden parts are hidden by `access/`.
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    persistedQueries: false,
    plugins: [
      // The route says that nothing may be kept.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      {
        async requestDidStart() {
          return {
            async didResolveOperation({ schema, document, operation, request, contextValue }) {
              if (!operation || !schema.getRootType(operation.operation)) throw noOperation();
              const { viewer, httpRequest } = contextValue;
              guardCost(generations.generationOf(schema), document, operation, request.variables ?? {}, viewer);
              rates.countFields(httpRequest, viewer, document, operation);
            },
          };
        },
      },
      answerOperations(generations, answer, formatError),
    ],
  });
  await apollo.start();
  return apollo;
}

/** The document holds no operation of the name asked for, several and no name was given, or one of a kind that there is not. */
function noOperation() {
  return createRefusal(
    'OPERATION_RESOLUTION_FAILURE',
    'Bitte nennen Sie eine Abfrage oder Änderung, die im Text steht.',
  );
}
