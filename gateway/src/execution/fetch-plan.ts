import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { JsonObject } from './object-tools.ts';
import type { Place } from './place.ts';
import type { Represent } from './representation.ts';

/** A fetch of the query plan, with everything about it that does not change from request to request. */
export interface FetchPlan {
  /** Number within the operation, in the order of the plan. */
  readonly id: number;
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly operationName: string | undefined;
  readonly definition: OperationDefinitionNode;
  readonly fragments: readonly FragmentDefinitionNode[];
  /** The request body up to its variables, see `bodyHead`. */
  readonly bodyHead: string;
  /** The client's variables that the operation uses. */
  readonly variables: readonly string[];
  /** Applies the plan's rewrites to the data of an answer, in place, and gives it back. */
  readonly rewriteAnswer: (data: JsonObject, typename?: unknown) => JsonObject;
  /** Where the answer belongs; undefined for the root. */
  readonly place: Place | undefined;
}

/** A fetch that asks a subgraph for entities. */
export interface EntityFetchPlan extends FetchPlan {
  readonly place: Place;
  /** How entities of a type are told to the subgraph. */
  readonly representing: (typename: unknown) => Represent;
  /** Fetches with the same number send the same operation to the same subgraph: what one has learned serves the others. */
  readonly desk: number;
  /** True if other fetches use the same desk, so that an answer is merged at unrelated places. */
  readonly deskIsShared: boolean;
  /** True if an answer's lists and objects may stand at several places at once: nobody else writes into them. */
  readonly answersMayBeShared: boolean;
}
