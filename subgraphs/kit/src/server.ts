import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { endConnectionsOnClose } from './drain.ts';
import { createErrorFormatter } from './errors.ts';
import type { Logger } from './log.ts';
import { createSignatureCheck, signatureHeader, viewerHeader } from './signature.ts';
import { decodeViewer, publicViewer, type Viewer } from './viewer.ts';

/** Who sent the call: the gateway for a viewer, or the consulting subgraph that follows the directory. */
export type Caller = { readonly kind: 'gateway'; readonly viewer: Viewer } | { readonly kind: 'directory' };

export interface SubgraphServerOptions<Context extends BaseContext> {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly createContext: (caller: Caller) => Context;
  readonly gatewaySecrets: readonly string[];
  /** Secrets with which the directory's follower signs. None: nobody may follow. */
  readonly directorySecrets?: readonly string[];
  /** Rejects while the database does not answer. */
  readonly checkReady: () => Promise<unknown>;
}

/** Batches of references make calls longer than what the gateway takes from a client. */
const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Makes the HTTP side of a subgraph: `POST /graphql` for signed calls only, `/health/live`, `/health/ready`.
 *
 * Introspection is off: the schema is in the contract, and whoever calls holds a signature of the gateway.
 */
export async function createSubgraphServer<Context extends BaseContext>(
  options: SubgraphServerOptions<Context>,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-request-id',
    bodyLimit: maxBodyBytes,
    // Longer than the gateway's, so that the side that sends is the one that closes an idle connection.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
  });
  const apollo = new ApolloServer<Context>({
    schema: options.schema,
    introspection: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: options.log,
    formatError: createErrorFormatter(options.log),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      // Nobody caches these answers, and for its sake each field of each row would be resolved through one more function.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  endConnectionsOnClose(app);
  keepRawBody(app);
  const authenticate = createCallerCheck(options);
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.post('/graphql', {
    preHandler: async (request, reply) => {
      const caller = authenticate(request);
      if (typeof caller !== 'string') {
        callers.set(request, caller);
        return;
      }
      request.log.warn({ fault: caller }, 'unsigned call refused');
      await reply.code(401).send(refusal(caller));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) =>
        options.createContext(callers.get(request) ?? { kind: 'gateway', viewer: publicViewer }),
    }),
  });
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (request, reply) => {
    try {
      await options.checkReady();
      return { status: 'ok' };
    } catch {
      request.log.warn('the database does not answer');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
  return app;
}

const rawBody = Symbol('raw body');

/** A signature is over the bytes as sent, so the text is kept beside what is read from it. */
function keepRawBody(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    Object.assign(request, { [rawBody]: body });
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    }
  });
}

function createCallerCheck(options: Pick<SubgraphServerOptions<BaseContext>, 'gatewaySecrets' | 'directorySecrets'>) {
  const checkGateway = createSignatureCheck(options.gatewaySecrets);
  const checkDirectory = createSignatureCheck(options.directorySecrets ?? []);
  return (request: FastifyRequest): Caller | string => {
    const viewerText = headerOf(request, viewerHeader);
    const call = {
      method: request.method,
      path: request.url,
      viewer: viewerText ?? '',
      body: (request as FastifyRequest & { [rawBody]?: string })[rawBody] ?? '',
    };
    const signature = headerOf(request, signatureHeader);
    const fault = checkGateway(call, signature);
    if (fault === 'altered' && checkDirectory(call, signature) === null) return { kind: 'directory' };
    if (fault) return fault;
    if (viewerText === undefined) return { kind: 'gateway', viewer: publicViewer };
    const viewer = decodeViewer(viewerText);
    return viewer ? { kind: 'gateway', viewer } : 'malformed';
  };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function refusal(fault: string) {
  return {
    errors: [{ message: 'Dieser Dienst antwortet nur dem Gateway.', extensions: { code: 'UNSIGNED_CALL', fault } }],
  };
}
