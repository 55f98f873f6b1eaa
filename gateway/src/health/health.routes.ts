import type { FastifyInstance } from 'fastify';
import type { SupergraphState } from '../supergraph/reload.ts';
import type { Readiness } from './readiness.ts';

/**
 * `/health/live`: the process runs. `/health/ready`: everything behind it can answer; 503 if not, and while it closes. It also says
 * which supergraph is served.
 */
export function registerHealth(
  app: FastifyInstance,
  checkReadiness: () => Promise<Readiness>,
  supergraphState: () => SupergraphState,
): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await checkReadiness();
    return reply.code(readiness.status === 'ok' ? 200 : 503).send({ ...readiness, supergraph: supergraphState() });
  });
}
