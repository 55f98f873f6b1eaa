import type { GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { JsonObject } from './object-tools.ts';

/** Checks a request's variables against their definitions. @returns what is wrong with them, if anything */
export type VariableCheck = (variables: JsonObject) => readonly GraphQLError[] | undefined;

export function createVariableCheck(
  schema: GraphQLSchema,
  { variableDefinitions }: OperationDefinitionNode,
): VariableCheck {
  if (!variableDefinitions?.length) return () => undefined;
  return (variables) => getVariableValues(schema, variableDefinitions, variables).errors;
}
