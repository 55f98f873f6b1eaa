import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.ts';
import type { OperationSource } from './execution/executor.ts';
import type { JsonObject } from './execution/object-tools.ts';
import type { ExecutionAnswer } from './execution/prepared-operation.ts';
import type { Generation } from './supergraph/generation.ts';
import { describeUse, type OperationInUse } from './supergraph/operations-in-use.ts';

/** One operation that a viewer asks: parsed, valid and within limits. */
export interface OperationRequest {
  readonly document: DocumentNode;
  /** The one of the document that is asked. */
  readonly operation: OperationDefinitionNode;
  /** As the client gave it. */
  readonly operationName?: string | undefined;
  /** The document's text, and its hash. */
  readonly source: string;
  readonly queryHash: string;
  /** As the client sent them. */
  readonly variables: JsonObject;
  readonly context: RequestContext;
}

/** Answers one operation. Rejects with a `GraphQLError` where it is refused, with anything else for a fault of ours. */
export type AnswerOperation = (generation: Generation, request: OperationRequest) => Promise<ExecutionAnswer>;

/**
 * The seam: how an operation within the viewer's rights becomes an answer. Everything around it (rights, limits, errors) stays
 * as it is when another engine takes its place.
 */
export const executeOperation: AnswerOperation = ({ executor }, request) =>
  executor.execute(sourceOf(request), { variables: request.variables, context: request.context });

/** Gets an operation ready to be executed, and does not execute it. */
export async function prepareOperation({ executor }: Generation, request: OperationRequest): Promise<void> {
  await executor.prepare(sourceOf(request));
}

function sourceOf(request: OperationRequest): OperationSource<OperationInUse> {
  const { queryHash, document, operationName } = request;
  return {
    key: `${queryHash} ${operationName ?? ''}`,
    document: () => document,
    operationName,
    origin: () => describeUse(request),
  };
}
