import type { FastifyInstance } from 'fastify';

/**
 * What browsers are told about every answer: it is what its type says, loads nothing, stands in no frame, belongs to this origin.
 * The explorer page replaces the policy by its own.
 */
const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** @param production also ask browsers to come by https only, for a year */
export function addSecurityHeaders(app: FastifyInstance, production: boolean): void {
  const all = production ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(all);
    done();
  });
}
