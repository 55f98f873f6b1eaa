import { printSchema, Supergraph } from '@apollo/federation-internals';
import { type FetchNode, type QueryPlan, QueryPlanner, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { type RequiringField, setRequiringApart } from '../../supergraph/requiring-apart.ts';
import { type FieldOfType, fieldsOf, onlyFields } from './fetch-operation.ts';
import { mapFetches } from './plan-nodes.ts';

/** A planner that knows nothing of `@requires`, and the fields that have one, by the subgraph that the planner believes they have. */
export interface PlannerApart {
  readonly planner: QueryPlanner;
  readonly fields: ReadonlyMap<string, RequiringField>;
}

/** Much is asked of such a planner, and any plan will do. */
const limits = { pathsLimit: 1000, maxEvaluatedPlans: 100 };

/** @returns undefined for a supergraph of Federation 1 */
export function createPlannerApart(supergraph: Supergraph): PlannerApart | undefined {
  const apart = setRequiringApart(parse(printSchema(supergraph.schema), { noLocation: true }));
  if (!apart) return undefined;
  const planner = new QueryPlanner(Supergraph.build(apart.document, { validateSupergraph: false }), {
    debug: limits,
  });
  return { planner, fields: apart.fields };
}

/** A plan for the real subgraphs, and those of its fetches of which the planner did not know what they need. */
export interface PlanApart {
  readonly plan: QueryPlan;
  readonly requiring: ReadonlySet<FetchNode>;
}

/** Makes of such a planner's plan one for the real subgraphs, with all that they require. Its order has still to be found. */
export function withRequires(plan: QueryPlan, { fields }: PlannerApart): PlanApart {
  const requiring = new Set<FetchNode>();
  const real = mapFetches(plan, (fetch) => {
    const field = fields.get(fetch.serviceName);
    if (!field) return [fetch];
    const { own, others } = atRealSubgraph(fetch, field);
    if (own) requiring.add(own);
    return [own, others].filter((part) => part !== undefined);
  });
  return { plan: real, requiring };
}

/** The field itself, and what else the planner asks there: that does not have to wait for what the field requires. */
function atRealSubgraph(
  fetch: FetchNode,
  { type, field, required, subgraph }: RequiringField,
): { own: FetchNode | undefined; others: FetchNode | undefined } {
  const isIt = (one: FieldOfType) => one.type === type && one.name === field;
  const isOther = (one: FieldOfType) => !isIt(one) && one.name !== '__typename';
  const asked = fieldsOf(fetch);
  const requires = (fetch.requires ?? []).map((node) =>
    node.kind === 'InlineFragment' ? { ...node, selections: [...node.selections, ...selectionsOf(required)] } : node,
  );
  const real = { ...fetch, serviceName: subgraph };
  return {
    own: asked.some(isIt) ? { ...onlyFields(real, (one) => !isOther(one), ''), requires } : undefined,
    others: asked.some(isOther) ? onlyFields(real, (one) => !isIt(one), '_1') : undefined,
  };
}

function selectionsOf({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const below = node.selectionSet && selectionsOf(node.selectionSet);
    if (node.kind === Kind.FIELD) return [fieldNode(node.name.value, below)];
    const condition = node.typeCondition && { typeCondition: node.typeCondition.name.value };
    return [{ kind: 'InlineFragment', ...condition, selections: below ?? [] }];
  });
}

/** Where fragments tell types apart, the type is told with them. */
function fieldNode(name: string, below: QueryPlanSelectionNode[] | undefined): QueryPlanSelectionNode {
  const isAbstract = below?.some(({ kind }) => kind === 'InlineFragment');
  const selections = isAbstract ? [fieldNode('__typename', undefined), ...(below ?? [])] : below;
  return { kind: 'Field', name, ...(selections && { selections }) };
}
