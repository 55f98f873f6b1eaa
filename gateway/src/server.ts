import type { Logger } from '@gkz-qe/kit/log.ts';
import type { FastifyInstance } from 'fastify';
import { createApollo } from './apollo.ts';
import type { GatewayEnv } from './env.ts';
import { createErrorFormatter } from './errors/error.formatter.ts';
import { executeOperation } from './executor.ts';
import { registerExplorer } from './explorer/explorer.routes.ts';
import { registerHealth } from './health/health.routes.ts';
import { createReadinessCheck } from './health/readiness.ts';
import { registerGraphql } from './http/graphql.route.ts';
import { createHttpApp } from './http/http.app.ts';
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
  const formatError = createErrorFormatter(log);
  const app = await createHttpApp(settings, formatError, log);
  const operations = readTrustedOperations(settings.trustedOperations);
  const holder = holdGeneration(generation, (current, request) =>
    current.access.answer(request, (allowed) => executeOperation(current, allowed)),
  );
  const rates = createRateLimits(settings.rate);
  const apollo = await createApollo({
    ...{ holder, log, formatError, rates },
    guardCost: createCostGuard(settings.cost),
  });
  registerHealth(
    app,
    createReadinessCheck(() => holder.current().subgraphs.values()),
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
