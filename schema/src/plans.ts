import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type FetchNode, type PlanNode, QueryPlanner, type SubscriptionNode } from '@apollo/query-planner';
import type { KnownOperation } from './operations.ts';

/** How an operation is carried out: what its cost in calls is, and which calls these are. */
export interface PlanSummary {
  /** Number of calls to subgraphs. */
  readonly fetches: number;
  /** Number of calls that must wait for one another, at least 1: how many round trips the slowest path takes. */
  readonly depth: number;
  /** Names of the subgraphs asked, sorted. */
  readonly subgraphs: readonly string[];
  /** Every call as `step. subgraph: what, where`; equal numbers run at the same time. */
  readonly steps: readonly string[];
}

/** Plan summaries by the operation's name. */
export type PlanSummaries = Readonly<Record<string, PlanSummary>>;

/**
 * Plans every operation as the gateway's planner does.
 * @throws Error where an operation does not fit the supergraph; validate before.
 */
export function summarisePlans(supergraphSdl: string, operations: readonly KnownOperation[]): PlanSummaries {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null });
  const planner = new QueryPlanner(supergraph);
  const entries = operations.map(({ name, document }): [string, PlanSummary] => {
    const operation = operationFromDocument(supergraph.apiSchema(), document, { operationName: name });
    return [name, summarisePlan(planner.buildQueryPlan(operation).node)];
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Sums up one plan. */
export function summarisePlan(plan: PlanNode | SubscriptionNode | undefined): PlanSummary {
  const calls = plan ? collectCalls(plan, 1, []) : [];
  return {
    fetches: calls.length,
    depth: Math.max(0, ...calls.map((call) => call.step)),
    subgraphs: [...new Set(calls.map((call) => call.fetch.serviceName))].sort(),
    steps: calls
      .sort((one, other) => one.step - other.step || (describeCall(one) < describeCall(other) ? -1 : 1))
      .map(describeCall),
  };
}

interface Call {
  readonly fetch: FetchNode;
  /** 1 for calls that wait for nothing. */
  readonly step: number;
  /** Path of the entities it completes; empty for root fields. */
  readonly path: readonly (string | number)[];
}

function collectCalls(node: PlanNode | SubscriptionNode, step: number, path: Call['path']): Call[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ fetch: node, step, path }];
    case 'Flatten':
      return collectCalls(node.node, step, [...path, ...node.path]);
    case 'Parallel':
      return node.nodes.flatMap((child) => collectCalls(child, step, path));
    case 'Sequence':
      return collectInOrder(node.nodes, step, path);
    case 'Subscription':
      return collectInOrder([node.primary, ...(node.rest ? [node.rest] : [])], step, path);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => (child ? collectCalls(child, step, path) : []));
    case 'Defer':
      return [node.primary, ...node.deferred].flatMap((part) => (part.node ? collectCalls(part.node, step, path) : []));
  }
}

function collectInOrder(nodes: readonly PlanNode[], step: number, path: Call['path']): Call[] {
  let next = step;
  return nodes.flatMap((child) => {
    const calls = collectCalls(child, next, path);
    next = Math.max(next, ...calls.map((call) => call.step + 1));
    return calls;
  });
}

function describeCall({ fetch, step, path }: Call): string {
  const types = (fetch.requires ?? []).flatMap((node) => ('typeCondition' in node ? [node.typeCondition] : []));
  const what = types.length > 0 ? `${types.join(', ')} at ${path.join('.')}` : fetch.operationKind;
  return `${step}. ${fetch.serviceName}: ${what}`;
}

/** Tells how plans changed, one line per operation; nothing for operations that are planned as before. */
export function describePlanChanges(before: PlanSummaries, after: PlanSummaries): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (!is) return [`${name}: has no plan any more`];
    if (!was) return [`${name}: new, ${describePlan(is)}`];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const [old, now] = [describePlan(was), describePlan(is)];
    return [old === now ? `${name}: ${now} as before, but other calls` : `${name}: ${old} → ${now}`];
  });
}

function describePlan(plan: PlanSummary): string {
  return `fetches ${plan.fetches}, depth ${plan.depth}, subgraphs ${plan.subgraphs.join(' ')}`;
}
