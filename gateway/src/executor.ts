import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { RequestContext } from './context.ts';
import type { Generation } from './supergraph/generation.ts';

export type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
export type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
export type GatewayRequest = Parameters<GatewayExecutor>[0];
export type GatewayAnswer = Awaited<ReturnType<GatewayExecutor>>;

/** Answers one operation that has been parsed, validated and found within limits. */
export type AnswerOperation = (generation: Generation, request: GatewayRequest) => Promise<GatewayAnswer>;

/**
 * The seam: how an operation within the viewer's rights becomes an answer. Everything around it (rights, limits, errors) stays
 * as it is when another engine takes its place.
 */
export const executeOperation: AnswerOperation = async ({ executor }, { request, document, queryHash, context }) => {
  const { operationName, variables = {} } = request;
  const source = { key: `${queryHash} ${operationName ?? ''}`, document: () => document, operationName };
  return executor.execute(source, { variables, context: context as RequestContext }) as Promise<GatewayAnswer>;
};
