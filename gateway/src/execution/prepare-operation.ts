import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { type GraphQLError, getOperationAST } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';
import { createFallback } from './apollo-fallback.ts';
import { compileOperation, type Surroundings } from './compile-operation.ts';
import { examineFetches } from './examine-fetches.ts';
import type { ExecutorCounters, OperationSource } from './executor.ts';
import { withKnownTypes } from './known-types.ts';
import { NotCovered } from './not-covered.ts';
import type { PlannedOperation } from './planned-operation.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { splitFetches } from './split-fetches.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';
import { findUnplannedFields } from './unplanned-fields.ts';
import { createVariableCheck } from './variable-check.ts';

interface Preparing<Context> extends Surroundings<Context> {
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
  if (!definition) throw unknownOperation();
  if (definition.operation === 'subscription') {
    throw createRefusal('BAD_REQUEST', 'Abonnements (subscription) gibt es hier nicht.');
  }
  const named = definition.name ? { operationName: definition.name.value } : {};
  const operation = operationFromDocument(facts.apiSchema, document, named);
  const toPlan = operationFromDocument(facts.apiSchema, withKnownTypes(document, facts.schema), named);
  return { document, definition, operation, plan: splitFetches(buildPlan(toPlan, facts), facts.hidden) };
}

/** The planner's limits are errors like any other; only their texts tell. */
function buildPlan(operation: Operation, { planner }: SupergraphFacts): QueryPlan {
  try {
    return planner.buildQueryPlan(operation);
  } catch (error) {
    if (!(error instanceof Error) || !/limit of \d+$|maximum recursive selections/.test(error.message)) throw error;
    throw createRefusal('OPERATION_TOO_COMPLEX', 'Diese Abfrage ist zu verzweigt. Bitte teilen Sie sie auf.');
  }
}

function makeExecutable<Context>(planned: PlannedOperation, preparing: Preparing<Context>): Executable<Context> {
  const { facts, send, counters } = preparing;
  try {
    const fetches = examineFetches(planned.plan, facts.hidden);
    const unplanned = findUnplannedFields(planned.operation, fetches);
    if (unplanned.length > 0) return refuse(unplanned);
    return compileOperation(planned, fetches, preparing);
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
    counters.fallbackReasons.set(error.message, (counters.fallbackReasons.get(error.message) ?? 0) + 1);
    return createFallback(planned, facts, send);
  }
}

/** @param fields coordinates like `Query.lead` */
function refuse(fields: readonly string[]): Executable<unknown> {
  const sentence = 'Ein Feld dieser Abfrage kann an dieser Stelle nicht beantwortet werden.';
  return {
    kind: 'refused',
    execute: () => Promise.reject(createRefusal('UNREACHABLE_FIELD', sentence, { fields: fields.join(', ') })),
  };
}

function unknownOperation(): GraphQLError {
  return createRefusal('OPERATION_RESOLUTION_FAILURE', 'Die Anfrage nennt nicht, welche Operation gemeint ist.');
}

/** Measured: all that is kept of an operation takes about twenty times the text of its plan. */
function sizeOf({ plan }: PlannedOperation): number {
  return 1000 + 20 * JSON.stringify(plan).length;
}
