import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js';
import type { FetchNode } from '@apollo/query-planner';
import { isObjectType, type SelectionSetNode } from 'graphql';
import type { EntityFetchPlan, FetchPlan } from './fetch-plan.ts';
import { NotCovered } from './not-covered.ts';
import type { Place } from './place.ts';
import { countWriters, createPlaces, type Writers } from './place-map.ts';
import { type ExaminedFetch, isLegible } from './planning/examine-fetches.ts';
import { fieldsOf } from './planning/fetch-operation.ts';
import type { SupergraphFacts } from './planning/supergraph-facts.ts';
import { createRepresentations } from './representation.ts';
import { bodyHead } from './request-body.ts';

export type PlannedFetch = FetchPlan | EntityFetchPlan;

/**
 * Prepares every fetch of a plan.
 *
 * @throws NotCovered
 */
export function createFetchPlans(
  examined: readonly ExaminedFetch[],
  facts: SupergraphFacts,
): Map<FetchNode, PlannedFetch> {
  const writers: Writers = isLegible(examined)
    ? countWriters(examined.map(({ selected }) => selected.objects))
    : new Map();
  const places = createPlaces(
    examined.map(({ path }) => path),
    writers,
  );
  const desks = numberDesks(examined);
  return new Map(
    examined.map((one, id) => {
      const fetch = createFetch(one, id, places.get(one.path.join('.')), facts);
      return [one.node, one.node.requires ? createEntityPlan(one, fetch, { desks, writers, facts }) : fetch];
    }),
  );
}

/** Fetches that send the same operation but for its name share a number. */
function numberDesks(examined: readonly ExaminedFetch[]): Map<FetchNode, number> {
  const numbers = new Map<string, number>();
  return new Map(
    examined.map(({ node }) => {
      const text = node.operation.replace(` ${node.operationName}(`, '(');
      const key = JSON.stringify([node.serviceName, text, node.outputRewrites]);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return [node, number];
    }),
  );
}

function createFetch(
  { node, query, operation }: ExaminedFetch,
  id: number,
  place: Place | undefined,
  facts: SupergraphFacts,
): FetchPlan {
  if (node.operationKind === 'subscription') throw new NotCovered('subscription');
  return {
    id,
    subgraph: node.serviceName,
    kind: node.operationKind,
    operationName: node.operationName,
    bodyHead: bodyHead(query, node.operationName),
    ...operation,
    variables: node.variableUsages ?? [],
    rewriteAnswer: createRewrite(node, facts),
    place,
  };
}

function createRewrite({ outputRewrites }: FetchNode, facts: SupergraphFacts): FetchPlan['rewriteAnswer'] {
  const { supergraphSchema } = facts;
  const isObjectName = (name: unknown) => isObjectType(supergraphSchema.getType(String(name)));
  const { hasInterfaceObjects } = facts.needs;
  return (data, typename) => {
    // A subgraph that knows an interface as an object cannot tell what it is; what is known already, or told meanwhile, stays.
    if ((typename !== data.__typename || hasInterfaceObjects) && !isObjectName(data.__typename)) {
      if (isObjectName(typename)) data.__typename = typename;
      else if (hasInterfaceObjects) data.__typename = undefined;
    }
    if (outputRewrites?.length) applyRewrites(supergraphSchema, outputRewrites, data);
    return data;
  };
}

function createEntityPlan(
  { node, selected }: ExaminedFetch,
  fetch: FetchPlan,
  { desks, writers, facts }: { desks: Map<FetchNode, number>; writers: Writers; facts: SupergraphFacts },
): EntityFetchPlan {
  const { place } = fetch;
  if (!place) throw new NotCovered('entity fetch');
  const desk = desks.get(node) as number;
  return {
    ...fetch,
    place,
    representing: createRepresentations({
      supergraph: facts.supergraphSchema,
      selections: node.requires ?? [],
      rewrites: node.inputRewrites ?? [],
      keys: facts.needs.hasInterfaceObjects ? keysFor(node, facts) : [],
      nameFor: facts.hidden.realName,
    }),
    desk,
    deskIsShared: [...desks.values()].filter((other) => other === desk).length > 1,
    answersMayBeShared: [...selected.objects].every((path) => writers.get(path) === 1),
  };
}

function keysFor(node: FetchNode, facts: SupergraphFacts): SelectionSetNode[] {
  const types = new Set(fieldsOf(node).map(({ type }) => type));
  return [...types].flatMap((type) => facts.demandsOf(node.serviceName)?.keysOf(type) ?? []);
}
