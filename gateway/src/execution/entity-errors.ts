import type { ResponsePath } from '@apollo/query-planner';
import type { EntityAsk, Slot } from './entity-desk.ts';
import type { EntityFetchPlan } from './fetch-plan.ts';
import type { JsonObject } from './object-tools.ts';
import { pathsOf } from './place.ts';
import type { Run } from './run.ts';
import { callError, downstreamError } from './subgraph-errors.ts';

/** The entities of one place, and by the same number what was asked about them. */
export interface Gathered {
  readonly targets: JsonObject[];
  readonly slots: Slot[];
}

/**
 * Gives the client the errors of a fetch: those of an entity once for every place where it stands; those of the call,
 * or that there is no answer, once, however many calls the fetch took part in.
 */
export function reportErrors(fetch: EntityFetchPlan, run: Run, gathered: Gathered, asks: ReadonlySet<EntityAsk>): void {
  let hasCallErrors = false;
  for (const ask of asks) {
    if (ask.errors.length > 0) reportEntityErrors(fetch, run, gathered, ask);
    if (hasCallErrors) continue;
    const general = ask.errors.filter(({ slot }) => !slot);
    for (const { error } of general) {
      run.errors.push(downstreamError(fetch.subgraph, error, callPath(fetch, error.path)));
    }
    if (ask.failure !== undefined) run.errors.push(callError(fetch.subgraph, ask.failure));
    hasCallErrors = general.length > 0 || ask.failure !== undefined;
  }
}

function reportEntityErrors(fetch: EntityFetchPlan, run: Run, { targets, slots }: Gathered, ask: EntityAsk): void {
  const places = pathsOf(run.data, fetch.place, new Set(targets));
  const bySlot = new Map<Slot, Set<JsonObject>>();
  targets.forEach((target, i) => {
    bySlot.getOrInsertComputed(slots[i] as Slot, () => new Set()).add(target);
  });
  for (const { slot, error } of ask.errors) {
    const entities = slot ? (bySlot.get(slot) ?? []) : [];
    const after = error.path?.slice(2) ?? [];
    for (const path of [...entities].flatMap((entity) => places.get(entity) ?? [])) {
      run.errors.push(downstreamError(fetch.subgraph, error, [...path, ...after]));
    }
  }
}

/** Where an error belongs that names no entity. A number of no entity tells nothing. */
function callPath(fetch: EntityFetchPlan, path: readonly (string | number)[] | undefined): ResponsePath | undefined {
  if (!path) return undefined;
  return typeof path[1] === 'number' ? path.slice(2) : [...fetch.place.path, ...path];
}
