import type { GraphQLFormattedError } from 'graphql';
import { type EntityAsk, type EntityDesks, type Slot, settleAsk } from './entity-desk.ts';
import { isObject } from './object-tools.ts';
import { malformedAnswer } from './subgraph-errors.ts';

/** What a subgraph answered to the asks of one call, or of one part of a merged call. */
export interface EntitiesAnswer {
  /** True if the answer had data at all. */
  readonly hasData: boolean;
  /** What stands where the list of entities should. */
  readonly entities: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Gives every ask its part of the answer: entities by position, errors by the position in their path. Errors that name
 * no entity go to every ask, as each would have got them alone.
 */
export function distributeAnswer(desks: EntityDesks, asks: readonly EntityAsk[], answer: EntitiesAnswer): void {
  const slots = asks.flatMap((ask) => ask.slots);
  for (const error of answer.errors) distributeError(asks, slots, error);
  const failure = answer.hasData ? fillSlots(slots, answer.entities) : undefined;
  for (const ask of asks) {
    ask.failure = failure;
    settleAsk(desks, ask, answer.hasData && !failure && ask.errors.every(({ slot }) => slot));
  }
}

/** Settles asks whose call has failed. */
export function failAsks(desks: EntityDesks, asks: readonly EntityAsk[], failure: unknown): void {
  for (const ask of asks) {
    if (ask.isAnswered) continue;
    ask.failure = failure;
    settleAsk(desks, ask, false);
  }
}

/**
 * The errors that one part of a merged call has to do with, their paths as if it had been alone.
 *
 * @param aliases of all parts
 */
export function errorsOfPart(
  errors: readonly GraphQLFormattedError[],
  aliases: readonly string[],
  alias: string,
): GraphQLFormattedError[] {
  return errors.flatMap((error) => {
    const name = error.path?.[0];
    if (name === alias) return [{ ...error, path: ['_entities', ...(error.path ?? []).slice(1)] }];
    return aliases.includes(name as string) ? [] : [error];
  });
}

function distributeError(asks: readonly EntityAsk[], slots: readonly Slot[], error: GraphQLFormattedError): void {
  const index = error.path?.[1];
  const slot = typeof index === 'number' ? slots[index] : undefined;
  if (slot) slot.ask.errors.push({ slot, error });
  else for (const ask of asks) ask.errors.push({ slot: undefined, error });
}

/** @returns why the entities cannot be used, if so */
function fillSlots(slots: readonly Slot[], entities: unknown): Error | undefined {
  const subgraph = (slots[0] as Slot).ask.fetch.subgraph;
  if (!Array.isArray(entities)) return malformedAnswer(subgraph);
  if (entities.length !== slots.length) {
    return malformedAnswer(subgraph);
  }
  let failure: Error | undefined;
  for (const [index, slot] of slots.entries()) {
    const entity = entities[index];
    if (isObject(entity)) slot.entity = slot.ask.fetch.rewriteAnswer(entity, slot.typename);
    else if (entity !== null) failure = malformedAnswer(subgraph);
  }
  return failure;
}
