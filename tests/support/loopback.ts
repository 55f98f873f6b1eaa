import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small server in the process that runs Vitest, for what must outlive the worker that first needs it. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
}

/**
 * Answers the workers of this run with JSON, over HTTP on loopback.
 *
 * @param answer gets the method and the path without its first slash; what it throws reaches the worker as text
 */
export async function serveWorkers(answer: (method: string, path: string) => Promise<unknown>): Promise<Loopback> {
  const server = createServer(async ({ method = '', url = '' }, response) => {
    try {
      response.end(JSON.stringify((await answer(method, decodeURIComponent(url.slice(1)))) ?? {}));
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  });
  // A worker that was busy for longer than the usual five seconds must not send into a connection that is being closed.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
