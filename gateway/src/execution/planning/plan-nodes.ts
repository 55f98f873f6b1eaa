import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** Puts other fetches in the place of each fetch of a plan: several stand side by side, none leaves a gap. */
export function mapFetches(plan: QueryPlan, map: (fetch: FetchNode) => readonly FetchNode[]): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription') return plan;
  const node = mapNode(plan.node, map);
  return { kind: 'QueryPlan', ...(node && { node }) };
}

function mapNode(node: PlanNode, map: (fetch: FetchNode) => readonly FetchNode[]): PlanNode | undefined {
  switch (node.kind) {
    case 'Fetch':
      return sideBySide(map(node));
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map((child) => mapNode(child, map)).filter((child) => child !== undefined);
      return nodes.length === 0 ? undefined : { ...node, nodes };
    }
    case 'Condition': {
      const { ifClause, elseClause, ...condition } = node;
      const [whenTrue, whenFalse] = [ifClause, elseClause].map((child) => child && mapNode(child, map));
      return { ...condition, ...(whenTrue && { ifClause: whenTrue }), ...(whenFalse && { elseClause: whenFalse }) };
    }
    case 'Flatten':
      if (node.node.kind !== 'Fetch') return node;
      return sideBySide(map(node.node).map((fetch) => ({ ...node, node: fetch })));
    default:
      return node;
  }
}

function sideBySide(nodes: readonly PlanNode[]): PlanNode | undefined {
  return nodes.length === 0 ? undefined : inParallel(nodes);
}

/** @param nodes at least one */
export function inParallel(nodes: readonly PlanNode[]): PlanNode {
  return nodes.length === 1 ? (nodes[0] as PlanNode) : { kind: 'Parallel', nodes: [...nodes] };
}

/** The parts that a part of a plan consists of; none of a fetch. */
export function childrenOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes;
    case 'Flatten':
      return [node.node];
    case 'Condition':
      return [node.ifClause, node.elseClause].filter((child) => child !== undefined);
    default:
      return [];
  }
}
