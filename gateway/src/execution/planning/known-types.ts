import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for the type of each object behind an interface or a union of which something is wanted by its type.
 *
 * The planner leaves that out where it knows that a subgraph has objects of one type only at a place. Whoever puts the answer
 * together does not know it, and what the fragments ask for would be missing without a word. To be planned only: the client gets
 * the answer to what it has asked.
 *
 * @param document valid against `schema`
 */
export function withKnownTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: {
      leave(node) {
        if (!isAbstractType(types.getParentType()) || node.selections.every(({ kind }) => kind === Kind.FIELD)) return;
        return { ...node, selections: [typename, ...node.selections] };
      },
    },
  });
  return visit(document, visitor);
}
