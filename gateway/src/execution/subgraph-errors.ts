import { ERRORS, errorCodeDef } from '@apollo/federation-internals';
import type { ResponsePath } from '@apollo/query-planner';
import { GraphQLError, type GraphQLErrorOptions, type GraphQLFormattedError } from 'graphql';
import { subgraphUnavailable } from '../data-source/fault.ts';

/**
 * Turns an error that a subgraph answered into one for the client, as the stock gateway does: message, code and other
 * extensions stay, the subgraph is named, and the path leads through the client's answer.
 */
export function downstreamError(
  subgraph: string,
  error: GraphQLFormattedError,
  path: ResponsePath | undefined,
): GraphQLError {
  const message = error.message || `Error while fetching subquery from service "${subgraph}"`;
  const options: GraphQLErrorOptions = {
    originalError: error as unknown as Error,
    path,
    extensions: { ...error.extensions, serviceName: subgraph },
  };
  const known = errorCodeDef(error as Parameters<typeof errorCodeDef>[0]);
  if (!known && error.extensions?.code) return new GraphQLError(message, options);
  return (known ?? ERRORS.DOWNSTREAM_SERVICE_ERROR).err(message, options);
}

/**
 * What the client hears of a call that failed. Errors of the data source are made for the client; anything else could
 * hold an address and is not shown.
 */
export function callError(subgraph: string, failure: unknown): GraphQLError {
  return failure instanceof GraphQLError ? failure : malformedAnswer(subgraph);
}

/** A subgraph answered something that is no GraphQL answer, or contradicts the others. Names nothing of the answer. */
export function malformedAnswer(subgraph: string): GraphQLError {
  return subgraphUnavailable(subgraph, 'malformed');
}
