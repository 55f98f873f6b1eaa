import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context.ts';
import { startBudget } from '../data-source/budget.ts';
import type { TokenVerifier } from '../identity/token.verifier.ts';
import type { RateLimits } from '../limits/rate.limits.ts';
import type { TrustedOperations } from '../limits/trusted-operations.ts';
import type { Generations } from '../supergraph/generations.ts';
import { readRequest } from './graphql.request.ts';
import { identifyAndCount } from './identify-and-count.ts';

export interface GraphqlRouteParts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly verifyToken: TokenVerifier | null;
  readonly rates: RateLimits;
  readonly admit: (document: string) => void;
  readonly operations: TrustedOperations;
  readonly generations: Pick<Generations, 'enter'>;
  readonly maxBudgetMs: number;
  /** Answers a browser that wants a page; false where this is not one. */
  readonly showExplorer: (request: FastifyRequest, reply: FastifyReply) => boolean;
}

/** The front door: who asks, how often, how much; then Apollo Server. Whatever is refused here is thrown as a refusal. */
export function registerGraphql(app: FastifyInstance, parts: GraphqlRouteParts): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest(_request, reply, done) {
      reply.header('cache-control', 'no-store');
      done();
    },
    handler: async (request, reply) => {
      if (parts.showExplorer(request, reply)) return reply;
      const budget = startBudget(request, reply, parts.maxBudgetMs);
      const viewer = await identifyAndCount(request, parts);
      const { http, document } = readRequest(request, parts.operations);
      if (document !== undefined) parts.admit(document);
      const leave = parts.generations.enter();
      const answer = await parts.apollo
        .executeHTTPGraphQLRequest({
          httpGraphQLRequest: http,
          context: async () => ({ viewer, requestId: request.id, budget, httpRequest: request }),
        })
        .finally(leave);
      for (const [name, value] of answer.headers) reply.header(name, value);
      if (answer.body.kind !== 'complete') throw new Error('an answer in parts, which no operation here asks for');
      return reply.code(answer.status ?? 200).send(answer.body.string);
    },
  });
}
