import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';

/** An operation with its plan. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operation: Operation;
  readonly plan: QueryPlan;
}
