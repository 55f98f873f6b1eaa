import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { namesOf } from '../place.ts';
import type { ExaminedFetch } from './examine-fetches.ts';
import { childrenOf, inParallel } from './plan-nodes.ts';
import { below } from './selected-paths.ts';

/** What a part of a plan needs and brings: paths of response names. */
export interface Flow {
  readonly needs: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
}

/**
 * Lets fetches of a plan that would run side by side wait for what another of them brings.
 *
 * The planner forgets that where a field of an `@interfaceObject` requires others and is asked for in a fragment on one type:
 * the subgraph would not be asked at all, and the field be null without a word.
 */
export function orderByNeeds(node: PlanNode, examined: readonly ExaminedFetch[]): PlanNode {
  const byFetch = new Map(examined.map((one) => [one.node as PlanNode, one]));

  const flowOf = (part: PlanNode): Flow => {
    const fetch = byFetch.get(part);
    if (fetch) return flowOfFetch(fetch);
    const flows = childrenOf(part).map(flowOf);
    const brings = new Set(flows.flatMap((flow) => [...flow.brings]));
    return { needs: new Set(flows.flatMap((flow) => [...flow.needs])), brings };
  };

  /** @param known what has been fetched when this part begins */
  const order = (part: PlanNode, known: ReadonlySet<string>): PlanNode => {
    if (part.kind === 'Parallel') {
      const waves = wavesOf(part.nodes, known, flowOf).map((nodes) =>
        inParallel(nodes.map((one) => order(one, known))),
      );
      return waves.length === 1 ? (waves[0] as PlanNode) : { kind: 'Sequence', nodes: waves };
    }
    if (part.kind !== 'Sequence') return part;
    let soFar = known;
    const nodes = part.nodes.map((child) => {
      const ordered = order(child, soFar);
      soFar = soFar.union(flowOf(child).brings);
      return ordered;
    });
    return { ...part, nodes };
  };
  return order(node, new Set());
}

/** Finds the fetches of a plan that need what no earlier one brings: they would not be sent, or not with all that belongs to them. */
export function findUnfed(node: PlanNode, examined: readonly ExaminedFetch[]): ExaminedFetch[] {
  const byFetch = new Map(examined.map((one) => [one.node as PlanNode, one]));
  const unfed: ExaminedFetch[] = [];
  /** @returns what is known when this part is done */
  const walk = (part: PlanNode, known: ReadonlySet<string>): ReadonlySet<string> => {
    const fetch = byFetch.get(part);
    if (fetch) {
      const { needs, brings } = flowOfFetch(fetch);
      if (!needs.isSubsetOf(known)) unfed.push(fetch);
      return known.union(brings);
    }
    if (part.kind === 'Sequence') return part.nodes.reduce((soFar, child) => walk(child, soFar), known);
    return childrenOf(part).reduce((all, child) => all.union(walk(child, known)), known);
  };
  walk(node, new Set());
  return unfed;
}

function wavesOf(
  nodes: readonly PlanNode[],
  known: ReadonlySet<string>,
  flowOf: (node: PlanNode) => Flow,
): PlanNode[][] {
  let left = nodes.map((node) => ({ node, ...flowOf(node) }));
  const waves: PlanNode[][] = [];
  while (left.length > 0) {
    const mustWait = (one: (typeof left)[number]) => {
      const missing = one.needs.difference(known).difference(one.brings);
      return left.some((other) => other !== one && !other.brings.isDisjointFrom(missing));
    };
    const ready = left.filter((one) => !mustWait(one));
    // In a circle nobody could begin.
    const wave = ready.length > 0 ? ready : left;
    waves.push(wave.map(({ node }) => node));
    left = left.filter((one) => !wave.includes(one));
  }
  return waves;
}

export function flowOfFetch({ node, path, selected }: ExaminedFetch): Flow {
  const base = namesOf(path);
  const needs = [...(base === '' ? [] : [base]), ...requiredPaths(node.requires ?? [], base)];
  return { needs: new Set(needs), brings: selected.fields };
}

function requiredPaths(selections: readonly QueryPlanSelectionNode[], base: string): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') return requiredPaths(selection.selections, base);
    if (selection.name === '__typename') return [];
    const path = below(base, selection.alias ?? selection.name);
    return [path, ...requiredPaths(selection.selections ?? [], path)];
  });
}
