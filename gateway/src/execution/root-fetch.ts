import type { FetchPlan } from './fetch-plan.ts';
import { mergeAnswer } from './merge-answer.ts';
import type { JsonObject } from './object-tools.ts';
import type { Run, Step } from './run.ts';
import { callError, downstreamError } from './subgraph-errors.ts';

/** A fetch that needs nothing but the client's variables: of root fields, also where a type leads back to `Query`. */
export function createRootFetch(fetch: FetchPlan): Step {
  return (run) => {
    const targets = targetsOf(fetch, run);
    return targets.length === 0 ? undefined : fetchInto(fetch, run, targets);
  };
}

function targetsOf(fetch: FetchPlan, run: Run): JsonObject[] {
  if (!fetch.place) return [run.data];
  const targets = new Set<JsonObject>();
  fetch.place.walk(run.data, run.sharedAt, (object) => targets.add(object));
  return [...targets];
}

async function fetchInto(fetch: FetchPlan, run: Run, targets: readonly JsonObject[]): Promise<void> {
  try {
    const { data, errors = [] } = await run.outbox.send(fetch);
    for (const error of errors) {
      const path = error.path && [...(fetch.place?.path ?? []), ...error.path];
      run.errors.push(downstreamError(fetch.subgraph, error, path));
    }
    if (data) {
      const rewritten = fetch.rewriteAnswer(data);
      for (const target of targets) mergeAnswer(target, rewritten, targets.length > 1);
    }
  } catch (error) {
    run.errors.push(callError(fetch.subgraph, error));
  }
  // What a mutation has changed must be asked for again.
  if (fetch.kind === 'mutation') run.desks.clear();
}
