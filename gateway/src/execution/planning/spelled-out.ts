import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { parseFieldSet } from '../../supergraph/field-set.ts';
import type { Needs } from './needed-names.ts';

/**
 * Asks for all that the fields of an operation require as if the client had, and for what that requires in turn. Fragments are
 * written out. To be planned only: the client gets the answer to what it has asked.
 *
 * @param schema the supergraph's, because what is required may be hidden from clients
 */
export function withRequiredFields(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  { required }: Needs,
): DocumentNode {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const definition = getOperationAST(document, operationName) as OperationDefinitionNode;
  /** The fields on whose account something is asked for: none requires itself. */
  const asking = new Set<string>();

  const spellOut = (set: SelectionSetNode, parent: GraphQLNamedType | undefined): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return [inField(node, parent), ...requirements(node.name.value, parent)];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (!fragment) return [node];
      const type = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      const selectionSet = spellOut(fragment.selectionSet, type);
      const { typeCondition } = fragment;
      return [inline(selectionSet, typeCondition?.name.value, node.directives)];
    }),
  });

  const inField = (node: FieldNode, parent: GraphQLNamedType | undefined): FieldNode => {
    if (!node.selectionSet || (!isObjectType(parent) && !isInterfaceType(parent))) return node;
    const type = parent.getFields()[node.name.value]?.type;
    return { ...node, selectionSet: spellOut(node.selectionSet, type && getNamedType(type)) };
  };

  const requirements = (field: string, parent: GraphQLNamedType | undefined): SelectionNode[] => {
    if (!isCompositeType(parent) || isUnionType(parent)) return [];
    const below = isInterfaceType(parent) ? schema.getPossibleTypes(parent) : [];
    return [parent, ...parent.getInterfaces(), ...below].flatMap((owner) => {
      const coordinate = `${owner.name}.${field}`;
      if (asking.has(coordinate)) return [];
      asking.add(coordinate);
      const type = below.some((one) => one === owner) ? owner : parent;
      const sets = (required.get(coordinate) ?? []).map((fields) => spellOut(parseFieldSet(fields), type));
      asking.delete(coordinate);
      return sets.map((set) => inline(set, type.name));
    });
  };

  const root = schema.getRootType(definition.operation) ?? undefined;
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...definition, selectionSet: spellOut(definition.selectionSet, root) }],
  };
}

function inline(
  selectionSet: SelectionSetNode,
  type: string | undefined,
  directives: SelectionNode['directives'] = [],
): InlineFragmentNode {
  const typeCondition = type && ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const);
  return { kind: Kind.INLINE_FRAGMENT, ...(typeCondition && { typeCondition }), directives, selectionSet };
}
