import { type ConstDirectiveNode, type DocumentNode, visit } from 'graphql';
import { booleanArgument, graphOf, readJoinNames } from './join-directives.ts';

/**
 * Puts, for every type and subgraph, the keys that the subgraph resolves before those it does not.
 *
 * After a `@requires` the planner returns to a subgraph by the first key that is listed, whether that can be resolved
 * or not; the subgraph then knows nothing to answer. In this order the first one can be, if any can.
 */
export function orderKeys(supergraph: DocumentNode): DocumentNode {
  const name = readJoinNames(supergraph)?.type;
  if (name === undefined) return supergraph;
  const reorder = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
  ): Node | undefined =>
    node.directives?.some((directive) => isUnresolvable(directive, name))
      ? { ...node, directives: ordered(node.directives, name) }
      : undefined;
  return visit(supergraph, { ObjectTypeDefinition: reorder, InterfaceTypeDefinition: reorder });
}

/** Each subgraph's keys keep the places that they have among the directives. */
function ordered(directives: readonly ConstDirectiveNode[], name: string): readonly ConstDirectiveNode[] {
  const keys = Map.groupBy(
    directives.filter((directive) => directive.name.value === name),
    graphOf,
  );
  const isLast = (key: ConstDirectiveNode) => Number(isUnresolvable(key, name));
  const queues = new Map(
    [...keys].map(([graph, ofGraph]) => [graph, ofGraph.toSorted((a, b) => isLast(a) - isLast(b)).values()]),
  );
  return directives.map((directive) =>
    directive.name.value === name ? (queues.get(graphOf(directive))?.next().value ?? directive) : directive,
  );
}

function isUnresolvable(directive: ConstDirectiveNode, name: string): boolean {
  return directive.name.value === name && booleanArgument(directive, 'resolvable') === false;
}
