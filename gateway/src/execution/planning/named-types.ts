import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Says in every fragment on an interface that does not stand on the same one which types it can be about. Means the same.
 *
 * The planner gives up on such fragments where a subgraph knows the other one as an object (`@interfaceObject`).
 *
 * @param document valid against `schema`
 */
export function withNamedTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  const withTypes = <Node extends InlineFragmentNode | FragmentDefinitionNode>(
    node: Node,
    possible: readonly GraphQLObjectType[],
  ): Node => {
    const selections = possible.map(({ name }): InlineFragmentNode => {
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: node.selectionSet };
    });
    return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  };
  const visitor = visitWithTypeInfo(types, {
    InlineFragment: {
      leave(node) {
        const condition = node.typeCondition && schema.getType(node.typeCondition.name.value);
        const parent = types.getParentType();
        if (!isInterfaceType(condition) || !isAbstractType(parent) || condition === parent) return undefined;
        const possible = schema.getPossibleTypes(condition).filter((type) => schema.isSubType(parent, type));
        return withTypes(node, possible);
      },
    },
    FragmentDefinition: {
      leave(node) {
        const condition = schema.getType(node.typeCondition.name.value);
        return isInterfaceType(condition) ? withTypes(node, schema.getPossibleTypes(condition)) : undefined;
      },
    },
  });
  return visit(document, visitor);
}
