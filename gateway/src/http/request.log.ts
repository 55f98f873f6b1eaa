import type { FastifyInstance } from 'fastify';

/** One line per request, without anything that the client chose: no address, no query, no name. The client learns the id. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url;
    if (!route?.startsWith('/health')) {
      const ms = Math.round(reply.elapsedTime);
      request.log.info(
        { requestId: request.id, route, method: request.method, status: reply.statusCode, ms },
        'answered',
      );
    }
    done();
  });
}
