import type { FieldSelection } from '@apollo/federation-internals';
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { getOwn, type JsonObject } from './object-tools.ts';
import type { Run } from './run.ts';

/** Answers `__schema` and `__type`, from the client's schema. */
export type Introspect = (selection: FieldSelection, run: Pick<Run, 'variables'>) => unknown;

/**
 * Introspection is what the gateway knows itself. Answers that depend on no variable are computed once for an operation.
 */
export function createIntrospection(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): Introspect {
  const known = new Map<FieldSelection, unknown>();
  return (selection, { variables }) => {
    if (known.has(selection)) return known.get(selection);
    const field = selection.expandFragments().toSelectionNode();
    const used = definitions.filter((definition) => usesVariable(field, definition.variable.name.value));
    const answer = introspect(schema, field, used, variables);
    if (used.length === 0) known.set(selection, answer);
    return answer;
  };
}

function introspect(
  schema: GraphQLSchema,
  field: FieldNode,
  variableDefinitions: readonly VariableDefinitionNode[],
  variableValues: JsonObject,
): unknown {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
      },
    ],
  };
  const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues });
  if (!data || errors?.length) throw errors?.[0] ?? new Error('Introspection gave no answer');
  return getOwn(data as JsonObject, field.alias?.value ?? field.name.value);
}

function usesVariable(field: FieldNode, name: string): boolean {
  let isUsed = false;
  visit(field, {
    Variable: (variable) => {
      isUsed ||= variable.name.value === name;
    },
  });
  return isUsed;
}
