import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind } from 'graphql';
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
  const reorder = (node: DefinitionNode): DefinitionNode => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
    if (!node.directives?.some((directive) => isUnresolvable(directive, name))) return node;
    return { ...node, directives: ordered(node.directives, name) };
  };
  return { ...supergraph, definitions: supergraph.definitions.map(reorder) };
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
