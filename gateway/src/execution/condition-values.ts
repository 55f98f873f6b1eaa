import type { Operation } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import type { JsonObject } from './object-tools.ts';
import { type Conditions, conditionVariables } from './selected-fields.ts';

/** Reads what a request says about `@skip` and `@include`. */
export type ReadConditions = (variables: JsonObject) => Conditions;

/**
 * Finds the variables that decide about fields, and their defaults.
 *
 * The function it gives throws a `GraphQLError` if one of them is neither true nor false: possible where the variable is
 * nullable and has a default, and the client sends null. Nothing has been fetched then.
 */
export function createReadConditions(operation: Operation): ReadConditions {
  const names = conditionVariables(operation.selectionSet, operation.schema());
  const defaults = operation.collectDefaultedVariableValues();
  if (names.length === 0) return () => noConditions;
  return (variables) => {
    const conditions: Record<string, boolean> = {};
    for (const name of names) {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      const value = given === undefined ? defaults[name] : given;
      if (typeof value !== 'boolean') throw notBoolean(name);
      conditions[name] = value;
    }
    return conditions;
  };
}

const noConditions: Conditions = {};

function notBoolean(name: string): GraphQLError {
  return new GraphQLError(`Variable "$${name}" decides whether a field is included and must be true or false`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
