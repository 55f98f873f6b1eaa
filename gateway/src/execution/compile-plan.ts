import type { ConditionNode, FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { createEntityFetch } from './entity-fetch.ts';
import type { EntityFetchPlan, FetchPlan } from './fetch-plan.ts';
import { createFetchPlans, type PlannedFetch } from './fetch-plans.ts';
import { NotCovered } from './not-covered.ts';
import type { Place } from './place.ts';
import type { ExaminedFetch } from './planning/examine-fetches.ts';
import type { SupergraphFacts } from './planning/supergraph-facts.ts';
import { createRootFetch } from './root-fetch.ts';
import type { Step } from './run.ts';

/** A plan that can be executed, and the places that its fetches lead to, by path of response names. */
export interface CompiledPlan {
  readonly step: Step;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Compiles a query plan to one step that does all of it. The order is the plan's: sequences wait, parallels do not.
 *
 * @throws NotCovered if the plan holds something that this engine does not do
 */
export function compilePlan(
  { node }: QueryPlan,
  examined: readonly ExaminedFetch[],
  facts: SupergraphFacts,
): CompiledPlan {
  if (!node) return { step: () => undefined, places: new Map() };
  if (node.kind === 'Subscription') throw new NotCovered('subscription');
  const fetches = createFetchPlans(examined, facts);
  const places = [...fetches.values()].flatMap(({ place }) => (place ? [[place.names, place] as const] : []));
  return { step: compileNode(node, fetches), places: new Map(places) };
}

type Fetches = ReadonlyMap<FetchNode, PlannedFetch>;

function compileNode(node: PlanNode, fetches: Fetches): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(child, fetches)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compileNode(child, fetches)));
    case 'Flatten':
      return compileNode(node.node, fetches);
    case 'Fetch':
      return compileFetch(fetches.get(node) as PlannedFetch);
    case 'Condition':
      return onCondition(node, fetches);
    default:
      throw new NotCovered(`plan node ${node.kind}`);
  }
}

function compileFetch(fetch: PlannedFetch): Step {
  return 'representing' in fetch ? createEntityFetch(fetch as EntityFetchPlan) : createRootFetch(fetch as FetchPlan);
}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) {
      const done = step(run);
      if (done) await done;
    }
  };
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const under = steps.map((step) => step(run)).filter((done) => done !== undefined);
    return under.length === 0 ? undefined : Promise.all(under).then(() => undefined);
  };
}

function onCondition(node: ConditionNode, fetches: Fetches): Step {
  const whenTrue = node.ifClause && compileNode(node.ifClause, fetches);
  const whenFalse = node.elseClause && compileNode(node.elseClause, fetches);
  return (run) => {
    const step = run.conditions[node.condition] ? whenTrue : whenFalse;
    return step?.(run);
  };
}
