import { type CompositeType, isAbstractType, isObjectType, type Schema } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { composite, typeOfField } from './composite-types.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks a subgraph for the type of objects where it knows but one type, and the supergraph several. The planner does not,
 * and without the type nobody could tell which of the client's fragments such an object is meant by.
 */
export function withAskedTypes(document: DocumentNode, subgraph: Schema, supergraph: Schema): DocumentNode {
  const rootOf = (node: OperationDefinitionNode) => subgraph.schemaDefinition.rootType(node.operation);
  const inNode = <Node extends OperationDefinitionNode | FragmentDefinitionNode>(node: Node): Node => {
    const type = node.kind === Kind.FRAGMENT_DEFINITION ? subgraph.type(node.typeCondition.name.value) : rootOf(node);
    return { ...node, selectionSet: inSelectionSet(node.selectionSet, composite(type)) };
  };

  const inSelectionSet = (set: SelectionSetNode, parent: CompositeType | undefined): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = node.typeCondition ? composite(subgraph.type(node.typeCondition.name.value)) : parent;
        return { ...node, selectionSet: inSelectionSet(node.selectionSet, type) };
      }
      return node.selectionSet ? inField(node, node.selectionSet, parent) : node;
    }),
  });

  const inField = (node: FieldNode, set: SelectionSetNode, parent: CompositeType | undefined): FieldNode => {
    const type = parent && typeOfField(parent, node.name.value);
    const below = inSelectionSet(set, type);
    const isNeeded = type && isObjectType(type) && isOneOfSeveral(parent, node.name.value, type) && !asksType(below);
    return { ...node, selectionSet: isNeeded ? { ...below, selections: [typename, ...below.selections] } : below };
  };

  const isOneOfSeveral = (parent: CompositeType | undefined, field: string, type: CompositeType): boolean => {
    const known = composite(parent && supergraph.type(parent.name));
    const inSupergraph = known && typeOfField(known, field);
    const own = supergraph.type(type.name);
    return Boolean(inSupergraph && isAbstractType(inSupergraph) && own && isObjectType(own));
  };

  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION ? inNode(node) : node,
  );
  return { ...document, definitions };
}

function asksType({ selections }: SelectionSetNode): boolean {
  return selections.some((node) => node.kind === Kind.FIELD && !node.alias && node.name.value === '__typename');
}
