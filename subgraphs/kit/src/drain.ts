import type { FastifyInstance } from 'fastify';

/**
 * Lets a closing server end: an answer that was under way says that its connection ends with it. A client that keeps the
 * connection for its next request would otherwise hold the process until it is killed.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
}
