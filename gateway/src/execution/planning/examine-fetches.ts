import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import { NotCovered } from '../not-covered.ts';
import { namesOf } from '../place.ts';
import { withAskedTypes } from './asked-types.ts';
import { type ParsedOperation, type SelectedPaths, selectedPaths } from './selected-paths.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** A fetch of a plan: where it stands, and what it asks. */
export interface ExaminedFetch {
  readonly node: FetchNode;
  /** Where the answer belongs, with `@` for lists. */
  readonly path: readonly string[];
  /** As the subgraph knows it. */
  readonly query: string;
  readonly operation: ParsedOperation;
  readonly selected: SelectedPaths;
}

/**
 * Finds all fetches of a plan, in its order.
 *
 * @throws NotCovered if the plan has a shape that this engine does not know
 */
export function examineFetches({ node }: QueryPlan, facts: SupergraphFacts): ExaminedFetch[] {
  if (!node) return [];
  if (node.kind === 'Subscription') throw new NotCovered('subscription');
  return findFetches(node, [], facts);
}

function findFetches(node: PlanNode, path: readonly string[], facts: SupergraphFacts): ExaminedFetch[] {
  switch (node.kind) {
    case 'Fetch':
      return [examine(node, path, facts)];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => findFetches(child, path, facts));
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => (child ? findFetches(child, path, facts) : []));
    case 'Flatten':
      if (path.length > 0 || node.node.kind !== 'Fetch') throw new NotCovered('nested flatten');
      return findFetches(node.node, node.path.map(String), facts);
    default:
      throw new NotCovered(`plan node ${node.kind}`);
  }
}

function examine(node: FetchNode, path: readonly string[], facts: SupergraphFacts): ExaminedFetch {
  const subgraph = facts.subgraphSchema(node.serviceName);
  const planned = parse(facts.hidden.restoreOperation(node.operation), { noLocation: true });
  const document = subgraph ? withAskedTypes(planned, subgraph, facts.planner.supergraph.schema) : planned;
  const { definitions } = document;
  const definition = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!definition || node.contextRewrites?.length) throw new NotCovered('fetch node');
  const operation = { definition, fragments: definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION) };
  const query = stripIgnoredCharacters(print(document));
  return { node, path, query, operation, selected: selectedPaths(operation, namesOf(path), Boolean(node.requires)) };
}

/**
 * True if the operations tell what stands where in the answers. Rewrites rename what they find there: then they do not.
 */
export function isLegible(fetches: readonly ExaminedFetch[]): boolean {
  return fetches.every(({ node }) => !node.outputRewrites?.some(({ kind }) => kind === 'KeyRenamer'));
}
