import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.ts';

/** `/health/live`: the process runs. `/health/ready`: it and everything behind it can answer, else 503. */
export function registerHealth(
  app: FastifyInstance,
  checkReadiness: () => Promise<Readiness>,
  isClosing: () => boolean,
): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    if (isClosing()) return reply.code(503).send({ status: 'closing' });
    const readiness = await checkReadiness();
    return reply.code(readiness.status === 'ok' ? 200 : 503).send(readiness);
  });
}
