import { type DocumentNode, type InterfaceTypeDefinitionNode, Kind } from 'graphql';
import { graphOf, type JoinNames, textArgument } from './join-directives.ts';
import type { FieldsType } from './required-names.ts';

/** The interfaces for whose sake a subgraph's type has to have a field. */
export type InterfaceNeeds = (type: FieldsType, field: string, graph: string) => readonly string[];

export function createInterfaceNeeds(supergraph: DocumentNode, join: JoinNames): InterfaceNeeds {
  const interfaces = new Map(
    supergraph.definitions
      .filter((node): node is InterfaceTypeDefinitionNode => node.kind === Kind.INTERFACE_TYPE_DEFINITION)
      .map((node) => [node.name.value, node]),
  );

  /** Without a directive of its own, a field is known wherever its type is. */
  const hasField = (name: string, field: string, graph: string): boolean => {
    const definition = interfaces.get(name)?.fields?.find((one) => one.name.value === field);
    const known = definition?.directives?.filter((directive) => directive.name.value === join.field) ?? [];
    return definition !== undefined && (known.length === 0 || known.some((directive) => graphOf(directive) === graph));
  };

  return (type, field, graph) =>
    (type.directives ?? [])
      .filter((directive) => directive.name.value === join.implements && graphOf(directive) === graph)
      .map((directive) => textArgument(directive, 'interface') ?? '')
      .filter((name) => hasField(name, field, graph));
}
