import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import { endConnectionsOnClose } from '@gkz-qe/kit/drain.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { ErrorFormatter } from '../errors/format-errors.ts';
import { createRefusal } from '../errors/refusal.ts';
import { answerClientError } from './client-error.handler.ts';
import { createHttpErrorHandler } from './http-error.handler.ts';
import { logRequests } from './request.log.ts';
import { addSecurityHeaders } from './security-headers.ts';

export interface HttpSettings {
  readonly production: boolean;
  readonly maxBodyBytes: number;
  /** How many proxies stand in front. */
  readonly trustedProxies: number;
  /** Whose pages may ask. */
  readonly corsOrigins: readonly string[];
}

/** All that anything here is asked by. */
const methods = ['GET', 'POST'] as const;

/** What a page of another origin may read of an answer's head: a browser shows it nothing else of ours. */
const exposedHeaders = ['content-disposition', 'retry-after', 'x-request-id'];

/** Makes the HTTP server without any route: what it accepts, how it says no, its headers and its log. */
export async function createHttpApp(
  settings: HttpSettings,
  formatError: ErrorFormatter,
  log: Logger,
): Promise<FastifyInstance> {
  const sayNo = createHttpErrorHandler(formatError, settings.maxBodyBytes);
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // One log for all requests: a child for each of them costs more than its one line, which names the request itself.
    childLoggerFactory: (logger) => logger,
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    trustProxy: (_address: string, hop: number) => hop < settings.trustedProxies,
    bodyLimit: settings.maxBodyBytes,
    keepAliveTimeout: 65_000,
    // For the request to arrive; how long its answer may take is another matter.
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void sayNo(error, request, reply),
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(sayNo);
  app.setNotFoundHandler(({ url }) => {
    const allow = methodsAt(app, url).join(', ');
    if (allow === '') throw createRefusal('NOT_FOUND', 'Diese Adresse gibt es hier nicht.');
    throw createRefusal('METHOD_NOT_ALLOWED', `Diese Adresse versteht nur ${allow}.`, {}, { allow });
  });
  logRequests(app);
  endConnectionsOnClose(app);
  addSecurityHeaders(app, settings.production);
  await app.register(cors, { origin: [...settings.corsOrigins], methods: [...methods], exposedHeaders, maxAge: 600 });
  return app;
}

/** The methods that an address takes; none where there is no such address, or its last part is a name that varies. */
function methodsAt(app: FastifyInstance, address: string): readonly string[] {
  const [url = ''] = address.split('?');
  return methods.filter((method) => app.hasRoute({ method, url }));
}
