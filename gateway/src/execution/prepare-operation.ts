import { operationFromDocument } from '@apollo/federation-internals';
import { type DocumentNode, GraphQLError, getOperationAST, Kind } from 'graphql';
import { createFallback } from './apollo-fallback.ts';
import { compileOperation } from './compile-operation.ts';
import { examineFetches } from './examine-fetches.ts';
import type { ExecutorCounters, OperationSource } from './executor.ts';
import { NotCovered } from './not-covered.ts';
import type { PlannedOperation } from './planned-operation.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { splitFetches } from './split-fetches.ts';
import type { Send } from './subgraph-call.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';
import { findUnplannedFields } from './unplanned-fields.ts';
import { createVariableCheck } from './variable-check.ts';

interface Preparing<Context> {
  readonly facts: SupergraphFacts;
  readonly send: Send<Context>;
  readonly counters: ExecutorCounters;
}

type Executable<Context> = Pick<PreparedOperation<Context>, 'kind' | 'execute'>;

/**
 * Plans an operation and makes it ready to be executed.
 *
 * @throws GraphQLError if there is no such operation or the planner refuses it; nothing is kept of it then
 */
export function prepareOperation<Context>(
  source: OperationSource,
  preparing: Preparing<Context>,
): PreparedOperation<Context> {
  const { facts, counters } = preparing;
  const planned = plan(source, facts);
  const executable = makeExecutable(planned, preparing);
  counters[executable.kind] += 1;
  const checkVariables = createVariableCheck(facts.schema, planned.definition);
  return {
    kind: executable.kind,
    size: sizeOf(planned),
    async execute(request) {
      const errors = checkVariables(request.variables);
      return errors ? { errors } : executable.execute(request);
    },
  };
}

function plan({ document: read, operationName }: OperationSource, facts: SupergraphFacts): PlannedOperation {
  const document = read();
  const definition = getOperationAST(document, operationName);
  if (!definition) throw unknownOperation(document, operationName);
  if (definition.operation === 'subscription') throw subscriptionRefused();
  const name = definition.name?.value;
  const operation = operationFromDocument(facts.apiSchema, document, name === undefined ? {} : { operationName: name });
  return { document, definition, operation, plan: splitFetches(facts.planner.buildQueryPlan(operation), facts.hidden) };
}

function makeExecutable<Context>(
  planned: PlannedOperation,
  { facts, send, counters }: Preparing<Context>,
): Executable<Context> {
  try {
    const fetches = examineFetches(planned.plan, facts.hidden);
    const unplanned = findUnplannedFields(planned.operation, fetches);
    if (unplanned.length > 0) return refuse(unplanned);
    return compileOperation(planned, fetches, facts, send);
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
    counters.fallbackReasons.set(error.message, (counters.fallbackReasons.get(error.message) ?? 0) + 1);
    return createFallback(planned, facts, send);
  }
}

function refuse(paths: readonly string[]): Executable<unknown> {
  const errors = paths.map(
    (path) =>
      new GraphQLError(`None of the types that the field "${path}" could have can be reached from there`, {
        path: path.split('.'),
        extensions: { code: 'UNREACHABLE_FIELD' },
      }),
  );
  return { kind: 'refused', execute: async () => ({ errors }) };
}

function unknownOperation(document: DocumentNode, operationName: string | undefined): GraphQLError {
  const isUnnamed = !operationName && document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const message = isUnnamed
    ? 'Must provide operation name if query contains multiple operations.'
    : operationName
      ? `Unknown operation named "${operationName}".`
      : 'Must provide an operation.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function subscriptionRefused(): GraphQLError {
  return new GraphQLError('Subscriptions are not supported', { extensions: { code: 'BAD_REQUEST' } });
}

/** Measured: all that is kept of an operation takes about twenty times the text of its plan. */
function sizeOf({ plan }: PlannedOperation): number {
  return 1000 + 20 * JSON.stringify(plan).length;
}
