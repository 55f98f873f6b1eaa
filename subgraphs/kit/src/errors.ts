import { randomBytes } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseAway } from './database-away.ts';
import type { Logger } from './log.ts';
import { Problem } from './problem.ts';

/** What graphql-js and Apollo Server say of a request themselves; their messages name the client's own words only. */
const codesOfRequest: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const awayMessage = 'Das ist zurzeit nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal.';

/**
 * Makes the one way in which errors leave a process: a `Problem` with its code and sentence, the request's own faults as they
 * are, a database that does not answer as `UNAVAILABLE`, everything else as an incident number under which the log holds the rest.
 */
export function createErrorFormatter(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    if (cause instanceof Problem) {
      return { message: cause.message, ...place, extensions: { code: cause.code, ...cause.details } };
    }
    const code = formatted.extensions?.code;
    if (codesOfRequest.has(code) && (cause instanceof GraphQLError || !(cause instanceof Error))) {
      return { message: formatted.message, ...place, extensions: { code } };
    }
    if (isDatabaseAway(cause)) {
      log.warn(describeFailure(cause), 'the database does not answer');
      return { message: awayMessage, ...place, extensions: { code: 'UNAVAILABLE' } };
    }
    const incident = createIncident();
    log.error({ incident, path: formatted.path, ...describeFailure(cause) }, 'unexpected failure');
    return { message: incidentMessage(incident), ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', incident } };
  };
}

/** A number a person can read over the phone. */
export function createIncident(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

export function incidentMessage(incident: string): string {
  return `Das hat nicht geklappt. Bitte nennen Sie bei Rückfragen die Vorgangsnummer ${incident}.`;
}

/**
 * What the log may hold of a failure. A database's message and detail quote the values of a row, and the ORM's quote the whole
 * statement, so of those only codes and names are kept.
 */
export function describeFailure(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { failure: typeof error };
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const { code, table, constraint, severity } = error as Error & Partial<Record<string, unknown>>;
  if (severity !== undefined) return { failure: error.name, code, table, constraint, stack };
  return { failure: error.name, message: error.message, code, stack };
}
