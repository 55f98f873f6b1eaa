import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { JsonObject } from './object-tools.ts';

/** Checks a request's variables against their definitions. @returns what is wrong with them, if anything */
export type VariableCheck = (variables: JsonObject) => readonly GraphQLError[] | undefined;

export function createVariableCheck(
  schema: GraphQLSchema,
  { variableDefinitions }: OperationDefinitionNode,
): VariableCheck {
  if (!variableDefinitions?.length) return () => undefined;
  return (variables) => getVariableValues(schema, variableDefinitions, variables).errors?.map(withCode);
}

/** graphql-js gives its errors no code. */
function withCode({ message, nodes, originalError, extensions }: GraphQLError): GraphQLError {
  const code = extensions.code ?? ApolloServerErrorCode.BAD_USER_INPUT;
  return new GraphQLError(message, {
    ...(nodes && { nodes }),
    ...(originalError && { originalError }),
    extensions: { ...extensions, code },
  });
}
