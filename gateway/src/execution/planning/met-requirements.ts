import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type ExaminedFetch, examineFetches, isLegible } from './examine-fetches.ts';
import { fieldsOf } from './fetch-operation.ts';
import { orderApart } from './order-apart.ts';
import { findUnfed, orderByNeeds } from './order-by-needs.ts';
import type { PlannedOperation } from './plan-operation.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';
import { findUnmetFields } from './unmet-requirements.ts';

/** A plan with its fetches, in an order in which each can be sent. */
export interface ExaminedPlan extends Pick<PlannedOperation, 'plan' | 'requiring'> {
  readonly fetches: readonly ExaminedFetch[];
  /** Coordinates of fields that the plan does not answer rightly. */
  readonly unmet: readonly string[];
}

/**
 * Looks through a plan for fetches that do not tell their subgraph all that it requires.
 *
 * @throws NotCovered if the plan has a shape that this engine does not know
 */
export function examinePlan(
  { plan, requiring }: Pick<PlannedOperation, 'plan' | 'requiring'>,
  facts: SupergraphFacts,
): ExaminedPlan {
  const fetches = examineFetches(plan, facts);
  const ordered = requiring ? orderApart(plan, fetches, requiring) : inOrder(plan, fetches);
  const examined = { plan: ordered, fetches, ...(requiring && { requiring }) };
  if (facts.needs.required.size === 0) return { ...examined, unmet: [] };
  const unmet = fetches.flatMap((fetch) => findUnmetFields(fetch, facts));
  const unfed = ordered.node && isLegible(fetches) ? findUnfed(ordered.node as PlanNode, fetches) : [];
  return { ...examined, unmet: [...unmet, ...unfed.flatMap(coordinatesOf)] };
}

function inOrder({ node, ...plan }: QueryPlan, fetches: readonly ExaminedFetch[]): QueryPlan {
  return node && node.kind !== 'Subscription' ? { ...plan, node: orderByNeeds(node, fetches) } : plan;
}

function coordinatesOf({ node }: ExaminedFetch): string[] {
  return fieldsOf(node).map(({ type, name }) => `${type}.${name}`);
}
