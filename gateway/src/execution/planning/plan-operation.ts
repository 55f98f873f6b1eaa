import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { createRefusal, isRefusalCode } from '../../errors/refusal.ts';
import { withDecided } from './decided-conditions.ts';
import { withKnownTypes } from './known-types.ts';
import { withNamedTypes } from './named-types.ts';
import { type PlanApart, withRequires } from './planner-apart.ts';
import type { Moved } from './progressive-override.ts';
import { withRequiredFields } from './spelled-out.ts';
import { splitFetches } from './split-fetches.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** An operation with its plan. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operation: Operation;
  readonly plan: QueryPlan;
  readonly moved: Moved;
  /** Where the planner did not know what fields require: the fetches of these. */
  readonly requiring?: ReadonlySet<FetchNode>;
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
  return { document, definition, operation, moved, ...planSomehow(operation, document, definition, facts, moved) };
}

/** @throws GraphQLError if there is no such operation */
export function findOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const definition = getOperationAST(document, operationName);
  if (definition) return definition;
  throw createRefusal('OPERATION_RESOLUTION_FAILURE', 'Die Anfrage nennt nicht, welche Operation gemeint ist.');
}

/**
 * Plans an operation again, for Apollo's executor: that one has to be told types which ours finds out itself. The
 * planner does not manage to have them fetched in every case; then the plan stays as it is. So does one that was made apart.
 */
export function planForApollo(planned: PlannedOperation, facts: SupergraphFacts): QueryPlan {
  const { document, definition, plan, moved, requiring } = planned;
  if (requiring) return plan;
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

/**
 * Plans an operation with all that its fields require asked for by name, by a planner that does not know that they require it. What
 * comes of it has more calls than it needs, but lacks none.
 *
 * @throws as the planner does
 */
export function planApart<Planned extends Pick<PlannedOperation, 'document' | 'definition' | 'moved'>>(
  planned: Planned,
  facts: SupergraphFacts,
): Planned & PlanApart {
  const apart = facts.plannerApart();
  if (!apart) throw new Error('a supergraph of Federation 1');
  const { document, definition, moved } = planned;
  const { planner } = apart;
  const decided = withDecided(document, {});
  const spelledOut = withRequiredFields(decided, definition.name?.value, facts.supergraphSchema, facts.needs);
  // Not the client's schema: what is required may be hidden from clients.
  const operation = operationFromDocument(planner.supergraph.schema, spelledOut, nameOf(definition));
  return { ...planned, ...withRequires(buildPlan(operation, planner, moved), apart) };
}

/** Where the planner fails by a fault of its own, it is asked again in other words. */
function planSomehow(
  operation: Operation,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  facts: SupergraphFacts,
  moved: Moved,
): Pick<PlannedOperation, 'plan' | 'requiring'> {
  const { planner, apiSchema, hidden } = facts;
  const named = () => withNamedTypes(document, facts.schema);
  const usual = (one: Operation) => ({ plan: splitFetches(buildPlan(one, planner, moved), hidden) });
  const ways = [
    () => usual(operation),
    () => usual(operationFromDocument(apiSchema, named(), nameOf(definition))),
    () => planApart({ document, definition, moved }, facts),
    () => planApart({ document: named(), definition, moved }, facts),
  ];
  let failure: unknown;
  for (const way of ways) {
    try {
      const { plan, requiring } = way() as PlanApart;
      return { plan, ...(requiring && { requiring }) };
    } catch (error) {
      if (isRefusal(error)) throw error;
      // The other words are ours: what is wrong with them is none of the client's business.
      failure ??= error;
    }
  }
  throw failure;
}

function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && isRefusalCode(error.extensions.code);
}

/** The planner's limits are errors like any other; only their texts tell. */
function buildPlan(operation: Operation, planner: QueryPlanner, { conditions }: Moved): QueryPlan {
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
