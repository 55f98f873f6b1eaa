import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { Logger } from '@gkz-qe/kit/log.ts';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { createApollo } from './apollo.ts';
import type { GatewayEnv } from './env.ts';
import { createErrorFormatter } from './errors/error.formatter.ts';
import { createHttpErrorHandler } from './errors/http-error.handler.ts';
import { createRefusal } from './errors/refusal.ts';
import { executeOperation } from './executor.ts';
import { registerExplorer } from './explorer/explorer.routes.ts';
import { registerGraphql } from './graphql.route.ts';
import { registerHealth } from './health/health.routes.ts';
import { createReadinessCheck } from './health/readiness.ts';
import { createTokenVerifier } from './identity/token.verifier.ts';
import { createCostGuard } from './limits/cost.budget.ts';
import { createDocumentAdmission } from './limits/document.admission.ts';
import { createRateLimits } from './limits/rate.limits.ts';
import { readTrustedOperations } from './limits/trusted-operations.ts';
import { holdGeneration } from './supergraph/gateway-interface.ts';
import type { Generation } from './supergraph/generation.ts';

export type GatewaySettings = Omit<
  GatewayEnv,
  'host' | 'port' | 'logLevel' | 'supergraphFile' | 'subgraphUrls' | 'subgraphSecrets'
>;

/**
 * Makes the HTTP side of the gateway for a first generation: `/graphql`, `/health/…`, the explorer page. Closing it finishes what
 * is under way, then closes the generation.
 */
export async function createGatewayServer(
  settings: GatewaySettings,
  generation: Generation,
  log: Logger,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    trustProxy: (_address: string, hop: number) => hop < settings.trustedProxies,
    bodyLimit: settings.maxBodyBytes,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  const formatError = createErrorFormatter(log);
  const operations = readTrustedOperations(settings.trustedOperations);
  const holder = holdGeneration(generation, (current, request) =>
    current.access.answer(request, (allowed) => executeOperation(current, allowed)),
  );
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(createHttpErrorHandler(formatError, settings.maxBodyBytes));
  app.setNotFoundHandler(() => {
    throw createRefusal('NOT_FOUND', 'Diese Adresse gibt es hier nicht.');
  });
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } });
  await app.register(cors, { origin: [...settings.corsOrigins], methods: ['GET', 'POST'], maxAge: 600 });
  logRequests(app);
  const rates = await createRateLimits(app, settings.rate);
  const apollo = await createApollo({
    ...{ holder, log, formatError, rates },
    guardCost: createCostGuard(settings.cost),
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  registerHealth(
    app,
    createReadinessCheck(() => holder.current().subgraphs.values()),
    () => closing,
  );
  registerGraphql(app, {
    ...{ apollo, rates, operations },
    verifyToken: settings.identity && createTokenVerifier(settings.identity, settings.production, log),
    admit: createDocumentAdmission({
      limits: settings.document,
      introspection: settings.introspection,
      onlyTrusted: settings.onlyTrustedOperations ? operations : null,
    }),
    maxBudgetMs: settings.requestBudgetMs,
    showExplorer: settings.explorer ? registerExplorer(app, operations) : () => false,
  });
  app.addHook('onClose', () => apollo.stop());
  return app;
}

/** One line per request, without anything the client chose: no address, no query, no name. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/health')) return;
    request.log.info(
      {
        route: request.routeOptions.url,
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
