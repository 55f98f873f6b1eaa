import type { Operation } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import type { JsonObject } from './object-tools.ts';
import { type Conditions, conditionVariables } from './selected-fields.ts';

/**
 * Reads what a request says about `@skip` and `@include`.
 *
 * Answers an error if a variable is neither true nor false: possible where it may be null, has a default, and the client
 * sends null. Nothing has been fetched then.
 */
export type ReadConditions = (variables: JsonObject) => Conditions | GraphQLError;

/** Finds the variables that decide about fields, and their defaults. */
export function createReadConditions(operation: Operation): ReadConditions {
  const names = conditionVariables(operation.selectionSet, operation.schema());
  const defaults = operation.collectDefaultedVariableValues();
  if (names.length === 0) return () => noConditions;
  return (variables) => {
    const conditions: Record<string, boolean> = {};
    for (const name of names) {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      const value = given === undefined ? defaults[name] : given;
      if (typeof value !== 'boolean') return notBoolean(name);
      conditions[name] = value;
    }
    return conditions;
  };
}

const noConditions: Conditions = {};

/** Refuses a variable of a condition that is neither true nor false. */
export function notBoolean(name: string): GraphQLError {
  return new GraphQLError(`Die Variable „${name}“ muss wahr oder falsch sein.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
