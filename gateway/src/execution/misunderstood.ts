import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ExecutionAnswer } from './prepared-operation.ts';

/** With these a subgraph says that it does not understand the operation that it was sent. */
const codes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * A subgraph that refuses what the gateway made of a good operation does not know what the supergraph says it knows. That is no
 * fault of the client's: the error loses its code, so that it leaves as an incident, and the log has the subgraph's own words.
 *
 * @returns the same answer if there is nothing of that kind in it
 */
export function withoutMisunderstandings(answer: ExecutionAnswer): ExecutionAnswer {
  if (!answer.errors?.some(isMisunderstanding)) return answer;
  return { ...answer, errors: answer.errors.map((error) => (isMisunderstanding(error) ? asOwnFault(error) : error)) };
}

function isMisunderstanding({ extensions }: GraphQLError): boolean {
  return codes.has(extensions.code) && extensions.serviceName !== undefined;
}

function asOwnFault({ message, path, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(`${extensions.serviceName} is not what the supergraph says: ${message}`, { path });
}

const valueKinds: ReadonlySet<Kind> = new Set([
  ...[Kind.INT, Kind.FLOAT, Kind.STRING, Kind.BOOLEAN, Kind.ENUM],
  ...[Kind.LIST, Kind.OBJECT],
]);

/**
 * True if a value of a subgraph's own scalar type stands in the document. Whether it is one only the subgraph knows; so that it
 * refuses the operation may then be the client's fault.
 */
export function hasOwnScalarValue(document: DocumentNode, schema: GraphQLSchema): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  const visitor = visitWithTypeInfo(types, {
    enter(node) {
      const type = valueKinds.has(node.kind) && getNamedType(types.getInputType());
      found ||= Boolean(type && isScalarType(type) && !isSpecifiedScalarType(type));
    },
  });
  visit(document, visitor);
  return found;
}
