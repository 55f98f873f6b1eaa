import type { GraphQLError } from 'graphql';
import type { EntityDesks } from './entity-desk.ts';
import type { JsonObject } from './object-tools.ts';
import type { Outbox } from './outbox.ts';
import type { Conditions } from './selected-fields.ts';

/** Everything that belongs to one execution of one operation, and to nothing else. */
export interface Run {
  /** The client's variables as they came: checked against their definitions, but not coerced and without defaults. */
  readonly variables: JsonObject;
  readonly conditions: Conditions;
  /** What the subgraphs have answered so far, merged. */
  readonly data: JsonObject;
  readonly errors: GraphQLError[];
  readonly outbox: Outbox;
  readonly desks: EntityDesks;
  /** By number of the place: true once two equal entities found there have become one object. */
  readonly sharedAt: boolean[];
  /** By number of the place: how many fetches are under way for the entities there. */
  readonly pendingAt: number[];
  /** By number of the shape: what has been shaped of shared objects. */
  readonly shaped: Map<unknown, unknown>[];
}

/** One step of a compiled plan. Rejects only where the whole answer is lost. */
export type Step = (run: Run) => Promise<void> | undefined;
