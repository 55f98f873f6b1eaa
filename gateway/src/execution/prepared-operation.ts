import type { GraphQLError } from 'graphql';
import type { JsonObject } from './object-tools.ts';

/** One request for a prepared operation. */
export interface ExecutionRequest<Context> {
  /** As the client sent them; checked against their definitions. */
  readonly variables: JsonObject;
  /** Handed through to the data source. */
  readonly context: Context;
}

/** What the stock gateway's executor answers, too. `data` is undefined if the operation was not executed at all. */
export interface ExecutionAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Record<string, unknown>;
}

/** An operation that has been parsed, checked and planned, and can be executed any number of times. */
export interface PreparedOperation<Context> {
  /** `fallback`: Apollo's executor does it. `refused`: nobody does; executing gives the reason. */
  readonly kind: 'compiled' | 'fallback' | 'refused';
  /** About how many bytes it takes. */
  readonly size: number;
  /** Rejects with a `GraphQLError` for a fault of the client's, with anything else for a fault of ours. */
  execute(request: ExecutionRequest<Context>): Promise<ExecutionAnswer>;
}
