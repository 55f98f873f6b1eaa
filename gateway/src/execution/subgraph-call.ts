import type { GraphQLFormattedError } from 'graphql';

/** One call to one subgraph, ready to be sent as it is. */
export interface SubgraphCall {
  readonly subgraph: string;
  /** Mutations must never be sent twice; queries may be. */
  readonly kind: 'query' | 'mutation';
  readonly operationName: string | undefined;
  readonly query: string;
  /** The whole request body as JSON text: `{"query":…,"operationName":…,"variables":…}`. */
  readonly body: string;
}

/** A subgraph's answer after JSON parsing. Nothing of it is trusted: every part may be missing or of a wrong type. */
export interface ParsedAnswer {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
  extensions?: unknown;
}

/**
 * The data source's one function, and all the engine knows of the network.
 *
 * Answers the response body (bytes or text, which the engine parses) or an object that is parsed already and belongs to
 * the engine from then on. Rejects with a `GraphQLError` if there is no answer; the error is given to the client as it is.
 */
export type Send<Context> = (call: SubgraphCall, context: Context) => Promise<Uint8Array | string | ParsedAnswer>;
