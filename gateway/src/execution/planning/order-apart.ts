import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { namesOf } from '../place.ts';
import type { ExaminedFetch } from './examine-fetches.ts';
import { type Flow, flowOfFetch } from './order-by-needs.ts';
import { inParallel } from './plan-nodes.ts';

/** A fetch of a plan, with the conditions it stands under. */
interface Leaf extends Flow {
  readonly fetch: FetchNode;
  readonly node: PlanNode;
  readonly place: string;
  readonly isChange: boolean;
  readonly isRequiring: boolean;
  /** Those that the planner has put before it. */
  readonly before: readonly Leaf[];
}

/**
 * Finds an order for a plan that was made without regard to what fields require: these wait for all that brings it, and what follows
 * them only because they once stood first no longer does.
 *
 * @param requiring the fetches of such fields
 */
export function orderApart(
  { node, ...plan }: QueryPlan,
  examined: readonly ExaminedFetch[],
  requiring: ReadonlySet<FetchNode>,
): QueryPlan {
  if (!node || node.kind === 'Subscription') return plan;
  const byFetch = new Map(examined.map((one) => [one.node, one]));
  let left = leavesOf(node, [], byFetch, requiring);
  const waves: PlanNode[] = [];
  let brought: ReadonlySet<string> = new Set();
  while (left.length > 0) {
    const free = left.filter((leaf) => !left.some((other) => mustFollow(leaf, other)));
    const ready = free.filter((leaf) => !left.some((other) => mayFeed(other, leaf)));
    // In a circle those begin for whom what is there may be enough.
    const enough = free.filter(({ needs }) => needs.isSubsetOf(brought));
    const wave = [ready, enough, free].find((some) => some.length > 0) ?? left;
    waves.push(inParallel(wave.map((leaf) => leaf.node)));
    for (const { brings } of wave) brought = brought.union(brings);
    left = left.filter((leaf) => !wave.includes(leaf));
  }
  return { ...plan, node: { kind: 'Sequence', nodes: waves } };
}

function leavesOf(
  node: PlanNode,
  before: readonly Leaf[],
  byFetch: ReadonlyMap<FetchNode, ExaminedFetch>,
  requiring: ReadonlySet<FetchNode>,
): Leaf[] {
  const inside = (child: PlanNode, earlier = before) => leavesOf(child, earlier, byFetch, requiring);
  switch (node.kind) {
    case 'Sequence': {
      const soFar: Leaf[] = [];
      for (const child of node.nodes) soFar.push(...inside(child, [...before, ...soFar]));
      return soFar;
    }
    case 'Parallel':
      return node.nodes.flatMap((child) => inside(child));
    case 'Condition': {
      const { kind, condition, ifClause, elseClause } = node;
      const whenTrue = ifClause ? inside(ifClause) : [];
      const whenFalse = elseClause ? inside(elseClause) : [];
      return [
        ...whenTrue.map((leaf) => ({ ...leaf, node: { kind, condition, ifClause: leaf.node } })),
        ...whenFalse.map((leaf) => ({ ...leaf, node: { kind, condition, elseClause: leaf.node } })),
      ];
    }
    default: {
      const fetch = byFetch.get((node.kind === 'Flatten' ? node.node : node) as FetchNode);
      if (!fetch) return [];
      return [
        {
          ...flowOfFetch(fetch),
          ...{ fetch: fetch.node, node, place: namesOf(fetch.path), before },
          ...{ isChange: fetch.node.operationKind === 'mutation', isRequiring: requiring.has(fetch.node) },
        },
      ];
    }
  }
}

/** The planner's order counts for changes, and for what follows at the same place or below: keys and types come from there. */
function mustFollow(leaf: Leaf, other: Leaf): boolean {
  if (!leaf.before.some(({ fetch }) => fetch === other.fetch)) return false;
  if (leaf.isChange || other.place === '') return true;
  if (!other.isRequiring) return isWithin(leaf.place, other.place);
  return [...other.brings].some((path) => isWithin(leaf.place, path));
}

function isWithin(place: string, path: string): boolean {
  return place === path || place.startsWith(`${path}.`);
}

function mayFeed(other: Leaf, leaf: Leaf): boolean {
  return leaf.isRequiring && other !== leaf && !other.brings.isDisjointFrom(leaf.needs);
}
