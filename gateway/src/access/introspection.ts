import {
  buildASTSchema,
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  printSchema,
} from 'graphql';
import type { AccessView } from './access-view.ts';
import { namedType } from './named-type.ts';
import { withoutHidden } from './visible-schema.ts';

/** Answers questions about the schema as far as the viewer may see it. */
export type Introspector = (
  fields: readonly FieldNode[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
) => unknown;

/** Makes the introspector of one schema; the visible part is made once for viewers with the same rights. */
export function createIntrospection(schema: GraphQLSchema): (view: AccessView) => Introspector {
  const visible = new WeakMap<AccessView, GraphQLSchema>();
  const makeVisible = (view: AccessView) =>
    buildASTSchema(withoutHidden(parse(printSchema(schema)), schema, view), { assumeValid: true });
  return (view) => {
    const shown = visible.get(view) ?? makeVisible(view);
    visible.set(view, shown);
    return (fields, document, operation, variables) => introspect(shown, fields, document, operation, variables);
  };
}

/** Types of the arguments and conditions that introspection takes. Others may not exist in the visible part. */
const usable: ReadonlySet<string> = new Set(['String', 'Boolean']);

function introspect(
  schema: GraphQLSchema,
  fields: readonly FieldNode[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const question: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ type }) => usable.has(namedType(type))),
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  const answer = executeSync({
    schema,
    document: { kind: Kind.DOCUMENT, definitions: [question, ...fragments] },
    variableValues: variables,
  });
  const field = fields[0];
  return field ? (answer.data?.[field.alias?.value ?? field.name.value] ?? null) : null;
}
