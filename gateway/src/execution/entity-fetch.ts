import { createAsk, deskOf, type EntityAsk, type Slot } from './entity-desk.ts';
import { type Gathered, reportErrors } from './entity-errors.ts';
import type { EntityFetchPlan } from './fetch-plan.ts';
import { mergeAnswer } from './merge-answer.ts';
import type { JsonObject } from './object-tools.ts';
import type { Represent } from './representation.ts';
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
  const { place } = fetch;
  const gathered: Gathered = { targets: [], slots: [] };
  const counter = createCounter(fetch, run);
  // While a fetch is under way to this place, it holds on to objects that must then stay in the tree.
  const mayShare = place.sharable && !run.pendingAt[place.id];
  /** By object that has been met: itself, or the one that stands for it from now on. */
  const settled = new Map<JsonObject, JsonObject>();
  place.walk(run.data, run.sharedAt, (object, holder, key) => {
    const stand = settled.get(object);
    if (stand === object) return;
    if (stand) {
      holder[key] = stand;
      return;
    }
    const known = counter.find(object);
    if (known?.first && mayShare && isSame(known.first, object)) {
      holder[key] = known.first;
      settled.set(object, known.first);
      run.sharedAt[place.id] = true;
      return;
    }
    settled.set(object, object);
    if (!known) return;
    known.first ??= object;
    gathered.targets.push(object);
    gathered.slots.push(known.slot);
  });
  counter.send();
  return gathered;
}

/** An entity of a place, however often it stands there. */
interface Known {
  readonly slot: Slot;
  first: JsonObject | undefined;
}

/** Tells the entities of a place apart, and asks for those that nobody has asked for yet. */
function createCounter(fetch: EntityFetchPlan, run: Run) {
  const desk = deskOf(run.desks, fetch);
  const groups = new Map<unknown, EntityGroup>();
  let group: EntityGroup | undefined;
  let ask: EntityAsk | undefined;

  const learn = (object: JsonObject, representation: string): Known => {
    let slot = desk.get(representation);
    if (!slot) {
      ask ??= createAsk(fetch);
      slot = { representation, ask, typename: object.__typename, entity: null };
      ask.slots.push(slot);
      desk.set(representation, slot);
    }
    return { slot, first: undefined };
  };

  return {
    /** @returns undefined for an object that the fetch does not ask about */
    find(object: JsonObject): Known | undefined {
      if (!group || group.typename !== object.__typename) {
        group = groups.getOrInsertComputed(object.__typename, (typename) => createGroup(typename, fetch));
      }
      const { represent, byKey, byText } = group;
      const value = represent.keyField === undefined ? undefined : object[represent.keyField];
      const isKey = typeof value === 'string';
      const known = isKey ? byKey.get(value) : undefined;
      if (known) return known;
      const text = represent.write(object);
      if (text === null) return undefined;
      if (isKey) return byKey.getOrInsertComputed(value, () => learn(object, text));
      return byText.getOrInsertComputed(text, () => learn(object, text));
    },
    send(): void {
      if (ask) run.outbox.ask(ask);
    },
  };
}

/** The entities of one type: known by the text of their one key, or by all that is told of them. */
interface EntityGroup {
  readonly typename: unknown;
  readonly represent: Represent;
  readonly byKey: Map<string, Known>;
  readonly byText: Map<string, Known>;
}

function createGroup(typename: unknown, fetch: EntityFetchPlan): EntityGroup {
  return { typename, represent: fetch.representing(typename), byKey: new Map(), byText: new Map() };
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
