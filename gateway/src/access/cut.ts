import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { nameNode } from '../name-node.ts';
import type { AccessView } from './access-view.ts';

/** An operation without what the viewer may not see. */
export interface Cut {
  /** What may be planned and sent. Null where nothing is left to ask any subgraph. */
  readonly document: DocumentNode | null;
  /** Whether it differs from what the client asked for, so that the answer must be made whole again. */
  readonly isCut: boolean;
}

/**
 * Cuts from an operation every field that the viewer may not see, however it is reached. Through an interface whose types differ
 * in rights, a field is asked for type by type. What each object in the answer really is stays known (`__typename`), because
 * the answer is put together from the operation as it was asked.
 *
 * @param document valid against `schema`
 */
export function cutOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  view: AccessView,
): Cut {
  const cutter = createCutter(schema, document, view);
  const root = schema.getRootType(operation.operation);
  if (!root) return { document, isCut: false };
  const rest = cutter.selections(operation.selectionSet, root);
  if (!cutter.changed()) return { document, isCut: false };
  if (rest.length === 0) return { document: null, isCut: true };
  const cut: OperationDefinitionNode = { ...operation, selectionSet: { ...operation.selectionSet, selections: rest } };
  return { document: { ...document, definitions: [cut, ...cutter.fragments()] }, isCut: true };
}

function createCutter(schema: GraphQLSchema, document: DocumentNode, view: AccessView) {
  let changed = false;
  const asked = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  /** Cut once, used by every spread. Null: nothing in it is the viewer's. */
  const fragments = new Map<string, FragmentDefinitionNode | null>();

  function selections(set: SelectionSetNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    return set.selections.flatMap((node): readonly SelectionNode[] => {
      if (node.kind === Kind.FIELD) return field(node, parent);
      if (node.kind === Kind.INLINE_FRAGMENT) return inlineFragment(node, parent);
      return fragment(node.name.value) ? [node] : [];
    });
  }

  function field(node: FieldNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    const name = node.name.value;
    if (name === '__typename') return [node];
    if (name.startsWith('__')) return dropped();
    const types = isObjectType(parent) ? [parent] : schema.getPossibleTypes(parent);
    const allowed = types.filter((type) => !view.hidesField(type, name));
    if (allowed.length === types.length) return [withSubfields(node, parent)];
    changed = true;
    if (isObjectType(parent)) return [];
    return allowed.map((type) => onType(type, [withSubfields(node, type)]));
  }

  function withSubfields(node: FieldNode, parent: GraphQLCompositeType): FieldNode {
    if (!node.selectionSet || isUnionType(parent)) return node;
    const type = getNamedType(parent.getFields()[node.name.value]?.type);
    return isCompositeType(type) ? { ...node, selectionSet: subfields(node.selectionSet, type) } : node;
  }

  function subfields(set: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode {
    const rest = selections(set, type);
    if (!isAbstractType(type)) return { ...set, selections: rest.length > 0 ? rest : [typename] };
    if (schema.getPossibleTypes(type).some((possible) => view.hidesType(possible))) changed = true;
    return { ...set, selections: [typename, ...rest] };
  }

  function inlineFragment(node: InlineFragmentNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
    if (!isCompositeType(type)) return [];
    if (view.hidesType(type)) return dropped();
    const rest = selections(node.selectionSet, type);
    return rest.length > 0 ? [{ ...node, selectionSet: { ...node.selectionSet, selections: rest } }] : [];
  }

  function fragment(name: string): FragmentDefinitionNode | null {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    const node = asked.get(name);
    const type = node && schema.getType(node.typeCondition.name.value);
    if (!node || !isCompositeType(type) || view.hidesType(type)) {
      if (node) changed = true;
      fragments.set(name, null);
      return null;
    }
    const rest = selections(node.selectionSet, type);
    const cut = rest.length > 0 ? { ...node, selectionSet: { ...node.selectionSet, selections: rest } } : null;
    fragments.set(name, cut);
    return cut;
  }

  function dropped(): readonly SelectionNode[] {
    changed = true;
    return [];
  }

  return {
    selections,
    changed: () => changed,
    fragments: () => [...fragments.values()].filter((node) => node !== null),
  };
}
const typename: FieldNode = { kind: Kind.FIELD, name: nameNode('__typename') };

function onType(type: GraphQLObjectType, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(type.name) },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
