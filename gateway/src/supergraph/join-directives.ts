import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { readLinks } from './links.ts';

/** What the directives are called that tell which subgraph knows what. */
export interface JoinNames {
  readonly type: string;
  readonly field: string;
  readonly graph: string;
  readonly implements: string;
}

/** @returns undefined for a supergraph of Federation 1, which has no links */
export function readJoinNames(supergraph: DocumentNode): JoinNames | undefined {
  const join = readLinks(supergraph).find(({ identity }) => identity === 'https://specs.apollo.dev/join');
  if (!join) return undefined;
  const { directive } = join;
  return {
    type: directive('type'),
    field: directive('field'),
    graph: directive('graph'),
    implements: directive('implements'),
  };
}

/** By the name in `join__Graph`: the subgraph's own name. */
export function readSubgraphNames(supergraph: DocumentNode, joinGraph: string): ReadonlyMap<string, string> {
  const values = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []) : [],
  );
  return new Map(
    values.flatMap(({ name, directives }) => {
      const graph = directives?.find((directive) => directive.name.value === joinGraph);
      return graph ? [[name.value, textArgument(graph, 'name') ?? '']] : [];
    }),
  );
}

/** `graph: REVIEWS` of a join directive. */
export function graphOf(directive: ConstDirectiveNode): string {
  const value = argument(directive, 'graph');
  return value?.kind === Kind.ENUM ? value.value : '';
}

export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export function booleanArgument(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

export function withTextArgument(directive: ConstDirectiveNode, name: string, text: string): ConstDirectiveNode {
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((one) =>
      one.name.value === name ? { ...one, value: { kind: Kind.STRING, value: text } } : one,
    ),
  };
}

function argument(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((one) => one.name.value === name)?.value;
}
