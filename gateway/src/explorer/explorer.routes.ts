import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedOperations } from '../limits/trusted-operations.ts';
import { assetPath, createPageScript, explorerPage, pageStyle } from './explorer.page.ts';

/** Nothing from elsewhere, no frames. The editor sets styles of its own, hence `unsafe-inline` for these alone. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the explorer's files, and answers the function that shows the page itself to a browser which asks for one. */
export function registerExplorer(app: FastifyInstance, operations: TrustedOperations) {
  const pageScript = createPageScript(operations);
  app.get<{ Params: { '*': string } }>(`${assetPath}*`, async (request, reply) => {
    reply.header('content-security-policy', policy);
    if (request.params['*'] === 'page.js') return reply.type('text/javascript; charset=utf-8').send(pageScript);
    if (request.params['*'] === 'page.css') return reply.type('text/css; charset=utf-8').send(pageStyle);
    // Loaded when the first browser comes: it is some megabytes.
    const { getStaticFile } = await import('ruru/static');
    const file = await getStaticFile({
      staticPath: assetPath,
      urlPath: `${assetPath}${request.params['*']}`,
      acceptEncoding: request.headers['accept-encoding'],
      disallowDevAssets: true,
    });
    if (!file) return reply.callNotFound();
    return reply.headers(file.headers).header('cache-control', 'public, max-age=86400').send(file.content);
  });

  app.get('/', async (_request, reply) => reply.redirect('/graphql'));

  return (request: FastifyRequest, reply: FastifyReply): boolean => {
    if (request.method !== 'GET' || request.url !== '/graphql' || !wantsPage(request)) return false;
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(explorerPage);
    return true;
  };
}

/** A browser that follows a link asks for HTML before anything else; programs do not. */
function wantsPage(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('text/html') && !accept.startsWith('application/');
}
