import type { Logger } from '@gkz-qe/kit/log.ts';
import type { FastifyInstance } from 'fastify';
import { createApollo } from './apollo.ts';
import type { GatewayEnv } from './env.ts';
import { createErrorFormatter } from './errors/error.formatter.ts';
import { executeOperation } from './executor.ts';
import { registerExplorer } from './explorer/explorer.routes.ts';
import { registerExports } from './export/export.route.ts';
import { registerHealth } from './health/health.routes.ts';
import { createReadinessCheck } from './health/readiness.ts';
import { registerGraphql } from './http/graphql.route.ts';
import { createHttpApp } from './http/http.app.ts';
import { createTokenVerifier } from './identity/token.verifier.ts';
import { createCostGuard } from './limits/cost.budget.ts';
import { createDocumentAdmission } from './limits/document.admission.ts';
import { createRateLimits } from './limits/rate.limits.ts';
import { readTrustedOperations } from './limits/trusted-operations.ts';
import { createGeneration, type Generation } from './supergraph/generation.ts';
import { createGenerations, type Generations } from './supergraph/generations.ts';
import { createReloader, type Reloader } from './supergraph/reload.ts';

export type GatewaySettings = Omit<GatewayEnv, 'host' | 'port' | 'logLevel' | 'supergraphFile' | 'supergraphPollMs'>;

export interface GatewayServer {
  readonly app: FastifyInstance;
  readonly generations: Generations;
  /** Takes over new supergraphs while the server runs. */
  readonly reloader: Reloader;
}

/**
 * Makes the HTTP side of the gateway for a first generation: `/graphql`, `/export/…`, `/health/…`, the explorer page. Closing it finishes what
 * is under way, then closes what is open of generations.
 */
export async function createGatewayServer(
  settings: GatewaySettings,
  generation: Generation,
  log: Logger,
): Promise<GatewayServer> {
  const formatError = createErrorFormatter(log);
  const app = await createHttpApp(settings, formatError, log);
  const operations = readTrustedOperations(settings.trustedOperations);
  const generations = createGenerations(generation, log);
  const reloader = createReloader(generations, (sdl) => createGeneration(sdl, settings, log), log);
  const rates = createRateLimits(settings.rate);
  const apollo = await createApollo({
    ...{ generations, log, formatError, rates },
    guardCost: createCostGuard(settings.cost),
    answer: (pinned, request) => pinned.access.answer(request, (allowed) => executeOperation(pinned, allowed)),
  });
  registerHealth(
    app,
    createReadinessCheck(() => generations.current().subgraphs.values()),
    reloader.state,
  );
  const verifyToken = settings.identity && createTokenVerifier(settings.identity, settings.production, log);
  registerGraphql(app, {
    ...{ apollo, rates, operations, generations, verifyToken },
    admit: createDocumentAdmission({
      limits: settings.document,
      introspection: settings.introspection,
      onlyTrusted: settings.onlyTrustedOperations ? operations : null,
    }),
    maxBudgetMs: settings.requestBudgetMs,
    showExplorer: settings.explorer ? registerExplorer(app, operations) : () => false,
  });
  registerExports(app, { apollo, rates, operations, generations, verifyToken, maxBudgetMs: settings.requestBudgetMs });
  app.addHook('onClose', () => apollo.stop());
  return { app, generations, reloader };
}
