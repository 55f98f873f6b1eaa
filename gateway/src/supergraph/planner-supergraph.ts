import type { DocumentNode } from 'graphql';
import type { HiddenFields } from './hidden-fields.ts';
import { orderKeys } from './order-keys.ts';
import { nameRequiredArguments } from './requires-arguments.ts';

/**
 * The supergraph as the planner should see it, so that what it plans is right: see `orderKeys` and
 * `nameRequiredArguments`. Clients see no difference.
 */
export function toPlannerSupergraph(supergraph: DocumentNode): { document: DocumentNode; hidden: HiddenFields } {
  return nameRequiredArguments(orderKeys(supergraph));
}
