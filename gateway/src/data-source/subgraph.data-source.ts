import type { GraphQLDataSource } from '@apollo/gateway';
import type { RequestContext } from '../context.ts';
import type { HiddenFields } from '../supergraph/hidden-fields.ts';
import { readAnswer } from './answer.ts';
import type { SubgraphClient } from './subgraph.client.ts';

/** Lets Apollo's own executor reach a subgraph through our client. What the planner calls by other names gets its real ones. */
export function createDataSource(client: SubgraphClient, hidden: HiddenFields): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { operationName } = request;
      const query = hidden.restoreOperation(request.query ?? '');
      const variables = hidden.restoreRepresentations(request.variables);
      const body = JSON.stringify({ query, variables, operationName });
      const isMutation = query.startsWith('mutation');
      return readAnswer(client.name, await client.send({ body, isMutation }, context as RequestContext));
    },
  };
}
