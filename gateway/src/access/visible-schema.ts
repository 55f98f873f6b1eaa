import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import type { AccessView } from './access-view.ts';
import { namedType } from './named-type.ts';

/**
 * The schema as somebody with these rights may know it: without hidden types and fields, without what has become empty through
 * that, and without what can then no longer be reached.
 *
 * @param document the printed schema
 */
export function withoutHidden(document: DocumentNode, schema: GraphQLSchema, view: AccessView): DocumentNode {
  const gone = new Set(
    Object.values(schema.getTypeMap())
      .filter((type) => view.hidesType(type))
      .map((type) => type.name),
  );
  const isHiddenField = (type: string, field: string) => {
    const object = schema.getType(type);
    return isObjectType(object) && view.hidesField(object, field);
  };
  const isHiddenOnAll = (type: string, field: string) => {
    const known = schema.getType(type);
    if (!known || !('getInterfaces' in known) || isObjectType(known)) return false;
    const possible = schema.getPossibleTypes(known);
    return possible.length > 0 && possible.every((object) => view.hidesField(object, field));
  };
  let definitions = document.definitions;
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    definitions = definitions
      .map((node) => prune(node, gone, (type, field) => isHiddenField(type, field) || isHiddenOnAll(type, field)))
      .filter((node) => node !== null);
  }
  return { ...document, definitions: reachable(definitions) };
}

type Pruned = DefinitionNode | null;

/** One definition without what is gone; itself gone (and noted so) where nothing is left of it. */
function prune(node: DefinitionNode, gone: Set<string>, isHidden: (type: string, field: string) => boolean): Pruned {
  if (!('name' in node) || !node.name) return node;
  const name = node.name.value;
  if (gone.has(name)) return null;
  const isThere = (type: NamedTypeNode) => !gone.has(type.name.value);
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const fields = (node.fields ?? []).filter(
      (field) => !isHidden(name, field.name.value) && !gone.has(namedType(field.type)),
    );
    if (fields.length === 0) gone.add(name);
    return fields.length === 0 ? null : { ...node, fields, interfaces: (node.interfaces ?? []).filter(isThere) };
  }
  if (node.kind === Kind.UNION_TYPE_DEFINITION) {
    const types = (node.types ?? []).filter(isThere);
    if (types.length === 0) gone.add(name);
    return types.length === 0 ? null : { ...node, types };
  }
  return node;
}

/** What is left when one starts at the roots: inputs and enums of hidden fields are nobody's business either. */
function reachable(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const types = new Map(
    definitions
      .filter((node): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition'))
      .map((node) => [node.name.value, node]),
  );
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const type = types.get(name);
    if (!type || reached.has(name)) return;
    reached.add(name);
    for (const next of mentioned(type)) reach(next);
    for (const other of types.values()) {
      if ('interfaces' in other && other.interfaces?.some((entry) => entry.name.value === name))
        reach(other.name.value);
    }
  };
  for (const root of ['Query', 'Mutation', 'Subscription']) reach(root);
  for (const node of definitions) {
    if (node.kind === Kind.DIRECTIVE_DEFINITION) for (const name of mentioned(node)) reach(name);
  }
  return definitions.filter((node) => !types.has(nameOf(node)) || reached.has(nameOf(node)));
}

function nameOf(node: DefinitionNode): string {
  return 'name' in node && node.name ? node.name.value : '';
}

function mentioned(node: DefinitionNode): readonly string[] {
  const names: string[] = [];
  visit(node, {
    NamedType: ({ name }) => {
      names.push(name.value);
    },
  });
  return names;
}
