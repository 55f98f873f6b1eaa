import {
  type FieldSelection,
  isCompositeType,
  isListType,
  isNonNullType,
  type Operation,
  type OutputType,
} from '@apollo/federation-internals';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import type { ResponsePath } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import { isObject, type JsonObject } from './object-tools.ts';
import { type Conditions, onlyObjectType, type Selected, selectedFields } from './selected-fields.ts';

interface CarefullyShaped {
  readonly data: unknown;
  /** Values of a wrong shape: a subgraph's fault that the client must hear of. */
  readonly faults: GraphQLError[];
  /** What Apollo's gateway tells about in `extensions.valueCompletion`. */
  readonly completionErrors: GraphQLError[];
}

/**
 * Shapes an answer that has values which may not stand where they stand. Apollo's own code does it, so that nulls
 * bubble and errors read as in the stock gateway. That code gives the whole answer up on a value of a wrong shape (a
 * number for an object, an object for a list), so such values become null before, each with an error.
 */
export function shapeCarefully(
  operation: Operation,
  data: JsonObject,
  variables: JsonObject,
  conditions: Conditions,
  introspect: (selection: FieldSelection) => unknown,
): CarefullyShaped {
  const faults: GraphQLError[] = [];
  delete data.__typename;
  const root = { selectionSet: operation.selectionSet, parentType: operation.selectionSet.parentType };
  repairFields(data, [root], [], { operation, conditions, faults });
  const shaped = computeResponse({ operation, variables, input: data, introspectionHandling: introspect });
  return { data: shaped.data, faults, completionErrors: shaped.errors };
}

interface Repair {
  readonly operation: Operation;
  readonly conditions: Conditions;
  readonly faults: GraphQLError[];
}

function repairFields(object: JsonObject, selected: readonly Selected[], path: ResponsePath, repair: Repair): void {
  const schema = repair.operation.schema();
  if (path.length > 0) object.__typename ??= onlyObjectType(selected)?.name;
  const type = object.__typename === undefined ? undefined : schema.type(object.__typename as string);
  const objectType = type && isCompositeType(type) ? type : undefined;
  for (const { responseName, first, below } of selectedFields(selected, objectType, repair.conditions, schema)) {
    const fieldType = first.element.definition.type as OutputType;
    const value = Object.hasOwn(object, responseName) ? object[responseName] : null;
    if (value != null) object[responseName] = repairValue(value, fieldType, below, [...path, responseName], repair);
  }
}

function repairValue(
  value: unknown,
  type: OutputType,
  below: readonly Selected[],
  path: ResponsePath,
  repair: Repair,
): unknown {
  if (value == null) return null;
  if (isNonNullType(type)) return repairValue(value, type.ofType, below, path, repair);
  if (isListType(type)) {
    if (!Array.isArray(value)) return asFault(path, repair);
    return value.map((item, index) => repairValue(item, type.ofType, below, [...path, index], repair));
  }
  if (!isCompositeType(type)) return value;
  if (!isObject(value) || (value.__typename !== undefined && typeof value.__typename !== 'string')) {
    return asFault(path, repair);
  }
  repairFields(value, below, path, repair);
  return value;
}

function asFault(path: ResponsePath, { faults }: Repair): null {
  const extensions = { code: 'DOWNSTREAM_SERVICE_ERROR' };
  faults.push(new GraphQLError('A subgraph answered a value of a wrong type', { path, extensions }));
  return null;
}
