/** One call to one subgraph, ready to be sent as it is. */
export interface SubgraphCall {
  readonly subgraph: string;
  /** Mutations must never be sent twice; queries may be. */
  readonly kind: 'query' | 'mutation';
  /** The whole request body as JSON text: `{"query":…,"operationName":…,"variables":…}`. */
  readonly body: string;
}

/**
 * The data source's one function, and all the engine knows of the network.
 *
 * Answers the text of the answer's body. Rejects with a `GraphQLError` if there is none; the error is given to the
 * client as it is.
 */
export type Send<Context> = (call: SubgraphCall, context: Context) => Promise<string>;
