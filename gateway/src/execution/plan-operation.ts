import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { createRefusal, isRefusalCode } from '../errors/refusal.ts';
import { withKnownTypes } from './known-types.ts';
import { withNamedTypes } from './named-types.ts';
import type { Moved } from './progressive-override.ts';
import { splitFetches } from './split-fetches.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** An operation with its plan. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operation: Operation;
  readonly plan: QueryPlan;
  readonly moved: Moved;
}

/**
 * Plans one operation of a document that is valid for the client's schema.
 *
 * @throws GraphQLError if there is no such operation, or it is none that can be planned
 */
export function planOperation(
  document: DocumentNode,
  operationName: string | undefined,
  facts: SupergraphFacts,
  moved: Moved,
): PlannedOperation {
  const definition = findOperation(document, operationName);
  if (definition.operation === 'subscription') {
    throw createRefusal('BAD_REQUEST', 'Abonnements (subscription) gibt es hier nicht.');
  }
  const operation = operationFromDocument(facts.apiSchema, document, nameOf(definition));
  const plan = splitFetches(buildPlanSomehow(operation, document, facts, moved), facts.hidden);
  return { document, definition, operation, plan, moved };
}

/** @throws GraphQLError if there is no such operation */
export function findOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const definition = getOperationAST(document, operationName);
  if (definition) return definition;
  throw createRefusal('OPERATION_RESOLUTION_FAILURE', 'Die Anfrage nennt nicht, welche Operation gemeint ist.');
}

/**
 * Plans an operation again, for Apollo's executor: that one has to be told types which ours finds out itself. The
 * planner does not manage to have them fetched in every case; then the plan stays as it is.
 */
export function planForApollo(planned: PlannedOperation, facts: SupergraphFacts): QueryPlan {
  const { document, definition, plan, moved } = planned;
  const typed = withKnownTypes(document, facts.schema);
  const operation = operationFromDocument(facts.apiSchema, typed, nameOf(definition));
  let typedPlan: QueryPlan;
  try {
    typedPlan = facts.planner.buildQueryPlan(operation, { overrideConditions: new Map(moved.conditions) });
  } catch {
    return plan;
  }
  return splitFetches(typedPlan, facts.hidden);
}

/** Where the planner fails by a fault of its own, it is asked once more in other words. */
function buildPlanSomehow(
  operation: Operation,
  document: DocumentNode,
  facts: SupergraphFacts,
  moved: Moved,
): QueryPlan {
  try {
    return buildPlan(operation, facts, moved);
  } catch (error) {
    if (isRefusal(error)) throw error;
    try {
      const named = withNamedTypes(document, facts.schema);
      const inOtherWords = operationFromDocument(facts.apiSchema, named, {
        ...(operation.name !== undefined && { operationName: operation.name }),
      });
      return buildPlan(inOtherWords, facts, moved);
    } catch (again) {
      // The other words are ours: what is wrong with them is none of the client's business.
      throw isRefusal(again) ? again : error;
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && isRefusalCode(error.extensions.code);
}

/** The planner's limits are errors like any other; only their texts tell. */
function buildPlan(operation: Operation, { planner }: SupergraphFacts, { conditions }: Moved): QueryPlan {
  try {
    return planner.buildQueryPlan(operation, { overrideConditions: new Map(conditions) });
  } catch (error) {
    if (!(error instanceof Error) || !/limit of \d+$|maximum recursive selections/.test(error.message)) throw error;
    throw createRefusal('OPERATION_TOO_COMPLEX', 'Diese Abfrage ist zu verzweigt. Bitte teilen Sie sie auf.');
  }
}

function nameOf({ name }: OperationDefinitionNode): { operationName?: string } {
  return name ? { operationName: name.value } : {};
}
