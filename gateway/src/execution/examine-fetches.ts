import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import { NotCovered } from './not-covered.ts';
import { namesOf } from './place.ts';
import { type ParsedOperation, type SelectedPaths, selectedPaths } from './selected-paths.ts';

/** A fetch of a plan: where it stands, and what it asks. */
export interface ExaminedFetch {
  readonly node: FetchNode;
  /** Where the answer belongs, with `@` for lists. */
  readonly path: readonly string[];
  readonly operation: ParsedOperation;
  readonly selected: SelectedPaths;
}

/**
 * Finds all fetches of a plan, in its order.
 *
 * @throws NotCovered if the plan has a shape that this engine does not know
 */
export function examineFetches({ node }: QueryPlan): ExaminedFetch[] {
  if (!node) return [];
  if (node.kind === 'Subscription') throw new NotCovered('subscription');
  return findFetches(node, []);
}

function findFetches(node: PlanNode, path: readonly string[]): ExaminedFetch[] {
  switch (node.kind) {
    case 'Fetch':
      return [examine(node, path)];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => findFetches(child, path));
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => (child ? findFetches(child, path) : []));
    case 'Flatten':
      if (path.length > 0 || node.node.kind !== 'Fetch') throw new NotCovered('nested flatten');
      return findFetches(node.node, node.path.map(String));
    default:
      throw new NotCovered(`plan node ${node.kind}`);
  }
}

function examine(node: FetchNode, path: readonly string[]): ExaminedFetch {
  const { definitions } = parse(node.operation, { noLocation: true });
  const definition = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!definition || node.contextRewrites?.length) throw new NotCovered('fetch node');
  const operation = { definition, fragments: definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION) };
  return { node, path, operation, selected: selectedPaths(operation, namesOf(path), Boolean(node.requires)) };
}

/**
 * True if the operations tell what stands where in the answers. Rewrites rename what they find there: then they do not.
 */
export function isLegible(fetches: readonly ExaminedFetch[]): boolean {
  return fetches.every(({ node }) => !node.outputRewrites?.some(({ kind }) => kind === 'KeyRenamer'));
}
