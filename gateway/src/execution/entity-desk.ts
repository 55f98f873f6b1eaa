import type { GraphQLFormattedError } from 'graphql';
import type { EntityFetchPlan } from './fetch-plan.ts';
import type { JsonObject } from './object-tools.ts';

/** One entity that has been asked for in this request: equal representations are sent once. */
export interface Slot {
  readonly representation: string;
  readonly ask: EntityAsk;
  /** The type it has in the gateway's data, for a subgraph that does not repeat it. */
  readonly typename: unknown;
  /** What the subgraph answered; null until then, and for an entity it does not know. */
  entity: JsonObject | null;
}

/** The entities that one fetch asks for in one call, or in its part of a merged one. */
export interface EntityAsk {
  readonly fetch: EntityFetchPlan;
  readonly slots: Slot[];
  /** What went wrong, in the subgraph's order. `slot` is undefined for an error that belongs to no entity. */
  readonly errors: { readonly slot: Slot | undefined; readonly error: GraphQLFormattedError }[];
  /** Why there is no usable answer, if there is none. */
  failure: unknown;
  isAnswered: boolean;
  /** Resolves when the answer is there, or will not come. Never rejects. */
  readonly answered: Promise<void>;
  readonly settle: () => void;
}

/** What has been asked so far, by number of the desk and representation. */
export type EntityDesks = Map<number, Map<string, Slot>>;

export function createAsk(fetch: EntityFetchPlan): EntityAsk {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { fetch, slots: [], errors: [], failure: undefined, isAnswered: false, answered: promise, settle: resolve };
}

/** The desk of a fetch. */
export function deskOf(desks: EntityDesks, fetch: EntityFetchPlan): Map<string, Slot> {
  return desks.getOrInsertComputed(fetch.desk, () => new Map());
}

/**
 * Closes an ask. Its answers serve later fetches of the request too, unless the call itself had a fault: then the next
 * fetch asks again, as it would in the stock gateway.
 */
export function settleAsk(desks: EntityDesks, ask: EntityAsk, isFaultless: boolean): void {
  ask.isAnswered = true;
  if (!isFaultless) {
    const desk = deskOf(desks, ask.fetch);
    for (const slot of ask.slots) if (desk.get(slot.representation) === slot) desk.delete(slot.representation);
  }
  ask.settle();
}
