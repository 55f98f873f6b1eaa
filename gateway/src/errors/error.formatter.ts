import { createErrorFormatter as createKitFormatter } from '@gkz-qe/kit/errors.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import type { GraphQLFormattedError } from 'graphql';
import { isRefusalCode } from './refusal.ts';

/** Codes of single positions in an answer: the gateway's own, and the `Problem`s of the subgraphs. */
const codesOfPositions: ReadonlySet<unknown> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
  'RATE_LIMITED',
  'UNAVAILABLE',
]);

/**
 * Makes the one way in which errors leave the gateway. Known codes keep their sentence and their plain details; what a subgraph
 * has already masked keeps its incident number; everything else becomes an incident of this process.
 */
export function createErrorFormatter(log: Logger) {
  const mask = createKitFormatter(log);
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { code, incident } = formatted.extensions ?? {};
    const known = codesOfPositions.has(code) || isRefusalCode(code);
    if (known || (code === 'INTERNAL_SERVER_ERROR' && typeof incident === 'string')) {
      return { ...formatted, extensions: plainDetails(formatted.extensions ?? {}) };
    }
    return mask(formatted, error);
  };
}

/** Text and numbers only, no stacks; Apollo's word for the subgraph becomes ours. */
function plainDetails(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { serviceName, ...rest } = extensions;
  const named = serviceName === undefined ? rest : { ...rest, service: serviceName };
  return Object.fromEntries(
    Object.entries(named).filter(
      ([name, value]) => name !== 'stacktrace' && ['string', 'number'].includes(typeof value),
    ),
  );
}
