import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { RequestContext } from './context.ts';
import type { OperationSource } from './execution/executor.ts';
import type { Generation } from './supergraph/generation.ts';
import { describeUse, type OperationInUse } from './supergraph/operations-in-use.ts';

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
export const executeOperation: AnswerOperation = async ({ executor }, operation) => {
  const { variables = {} } = operation.request;
  const context = operation.context as RequestContext;
  return executor.execute(sourceOf(operation), { variables, context }) as Promise<GatewayAnswer>;
};

/** Gets an operation ready to be executed, and does not execute it. */
export async function prepareOperation({ executor }: Generation, operation: GatewayRequest): Promise<void> {
  await executor.prepare(sourceOf(operation));
}

function sourceOf(operation: GatewayRequest): OperationSource<OperationInUse> {
  const { queryHash, document, request } = operation;
  return {
    key: `${queryHash} ${request.operationName ?? ''}`,
    document: () => document,
    operationName: request.operationName,
    origin: () => describeUse(operation),
  };
}
