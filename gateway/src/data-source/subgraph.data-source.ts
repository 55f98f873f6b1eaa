import type { GraphQLDataSource } from '@apollo/gateway';
import type { RequestContext } from '../context.ts';
import { readAnswer } from './answer.ts';
import type { SubgraphClient } from './subgraph.client.ts';

/** Lets Apollo's own executor reach a subgraph through our client. */
export function createDataSource(client: SubgraphClient): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { query = '', variables, operationName } = request;
      const body = JSON.stringify({ query, variables, operationName });
      const isMutation = query.startsWith('mutation');
      return readAnswer(client.name, await client.send({ body, isMutation }, context as RequestContext));
    },
  };
}
