import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { addHiddenDefinitions } from './hidden-definitions.ts';
import { createHiddenFields, type HiddenFields, noHiddenFields } from './hidden-fields.ts';
import { graphOf, readJoinNames, readSubgraphNames, textArgument, withTextArgument } from './join-directives.ts';
import { createRequiredNames } from './required-names.ts';

/**
 * Gives every field that a `@requires` names, and that takes arguments, a field of its own, hidden from clients.
 *
 * The planner fetches required fields under their plain names. So a required `comments(limit: 3)` and a client's
 * `comments(limit: 1)` would be one and the same, and so would two that are required with different arguments. Fields of
 * their own cannot be mixed up.
 */
export function nameRequiredArguments(supergraph: DocumentNode): { document: DocumentNode; hidden: HiddenFields } {
  const join = readJoinNames(supergraph);
  if (!join) return { document: supergraph, hidden: noHiddenFields };
  const names = createRequiredNames(supergraph);
  const subgraphs = readSubgraphNames(supergraph, join.graph);
  const required = new Map<string, ReadonlySet<string>>();

  const renameIn = (field: FieldDefinitionNode, type: string): FieldDefinitionNode => ({
    ...field,
    directives: (field.directives ?? []).map((directive) => {
      const fields = directive.name.value === join.field ? textArgument(directive, 'requires') : undefined;
      if (fields === undefined) return directive;
      const graph = graphOf(directive);
      const renamed = names.rename({ fields, type, graph });
      if (renamed.used.size === 0) return directive;
      required.set(`${subgraphs.get(graph)} ${type}.${field.name.value}`, renamed.used);
      return withTextArgument(directive, 'requires', renamed.fields);
    }),
  });
  const rename = (node: DefinitionNode): DefinitionNode => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
    return { ...node, fields: node.fields?.map((field) => renameIn(field, node.name.value)) ?? [] };
  };

  const renamed = { ...supergraph, definitions: supergraph.definitions.map(rename) };
  if (names.hidden.size === 0) return { document: supergraph, hidden: noHiddenFields };
  return { document: addHiddenDefinitions(renamed, names, join), hidden: createHiddenFields(names.hidden, required) };
}
