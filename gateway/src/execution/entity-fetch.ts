import { createAsk, deskOf, type EntityAsk, type Slot } from './entity-desk.ts';
import { type Gathered, reportErrors } from './entity-errors.ts';
import type { EntityFetchPlan } from './fetch-plan.ts';
import { mergeAnswer } from './merge-answer.ts';
import type { JsonObject } from './object-tools.ts';
import { visitPlace } from './place.ts';
import type { Run, Step } from './run.ts';
import { callError } from './subgraph-errors.ts';

/** A fetch that asks for more fields of the entities at one place. */
export function createEntityFetch(fetch: EntityFetchPlan): Step {
  return (run) => {
    const gathered = gather(fetch, run);
    return gathered.targets.length === 0 ? undefined : completeTargets(fetch, run, gathered);
  };
}

/**
 * Finds the entities, asks for those that this request has not asked for yet, and makes equal ones the same object
 * where nothing can set them apart any more: from there on they are fetched, merged and written once.
 */
function gather(fetch: EntityFetchPlan, run: Run): Gathered {
  const { place, represent } = fetch;
  const desk = deskOf(run.desks, fetch);
  const firsts = new Map<string, JsonObject>();
  const gathered: Gathered = { targets: [], slots: [] };
  // While a fetch is under way to this place, it holds on to objects that must then stay in the tree.
  const mayShare = place.sharable && !run.pendingAt[place.id];
  let ask: EntityAsk | undefined;
  visitPlace(run.data, place, run.sharedAt, (object, holder, key) => {
    const representation = represent(object);
    if (representation === null) return;
    const first = firsts.get(representation);
    if (first === object) return;
    if (first && mayShare && isSame(first, object)) {
      (holder as Record<string | number, unknown>)[key] = first;
      run.sharedAt[place.id] = true;
      return;
    }
    if (!first) firsts.set(representation, object);
    let slot = desk.get(representation);
    if (!slot) {
      ask ??= createAsk(fetch);
      slot = { representation, ask, typename: object.__typename, entity: null };
      ask.slots.push(slot);
      desk.set(representation, slot);
    }
    gathered.targets.push(object);
    gathered.slots.push(slot);
  });
  if (ask) run.outbox.ask(ask);
  return gathered;
}

/** True if two entities have the same fields with the same values; nested values must be the very same. */
function isSame(a: JsonObject, b: JsonObject): boolean {
  let count = 0;
  for (const key in a) {
    if (a[key] !== b[key] || !Object.hasOwn(b, key)) return false;
    count++;
  }
  for (const _ in b) count--;
  return count === 0;
}

async function completeTargets(fetch: EntityFetchPlan, run: Run, gathered: Gathered): Promise<void> {
  const asks = new Set(gathered.slots.map((slot) => slot.ask));
  const { id } = fetch.place;
  run.pendingAt[id] = (run.pendingAt[id] ?? 0) + 1;
  for (const ask of asks) if (!ask.isAnswered) await ask.answered;
  run.pendingAt[id] -= 1;
  reportErrors(fetch, run, gathered, asks);
  try {
    mergeSlots(fetch, gathered);
  } catch (error) {
    run.errors.push(callError(fetch.subgraph, error));
  }
}

function mergeSlots(fetch: EntityFetchPlan, { targets, slots }: Gathered): void {
  const given = new Set<Slot>();
  for (let i = 0; i < targets.length; i++) {
    const slot = slots[i] as Slot;
    if (!slot.entity) continue;
    const copy = fetch.deskIsShared || (given.has(slot) && !fetch.answersMayBeShared);
    mergeAnswer(targets[i] as JsonObject, slot.entity, copy);
    given.add(slot);
  }
}
