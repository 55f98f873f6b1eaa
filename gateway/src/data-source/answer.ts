import type { GraphQLFormattedError } from 'graphql';
import { subgraphUnavailable } from './fault.ts';

export interface SubgraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: what a subgraph answers is typed by the schema, not by TypeScript
  readonly data?: Record<string, any> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Reads the text of a subgraph's answer. Only what has the form of a GraphQL answer gets through: everything behind relies on it.
 *
 * @throws GraphQLError `SUBGRAPH_UNAVAILABLE` for anything else
 */
export function readAnswer(service: string, text: string): SubgraphAnswer {
  const answer = parseObject(text);
  if (!answer) throw subgraphUnavailable(service, 'malformed');
  const { data, errors } = answer;
  const isData = isObject(data);
  const hasErrors = Array.isArray(errors) && errors.length > 0 && errors.every(isObject);
  const isWhole = isData || (hasErrors && (data === null || data === undefined));
  if (!isWhole) throw subgraphUnavailable(service, 'malformed');
  return {
    ...(data !== undefined && { data: isData ? data : null }),
    ...(hasErrors && { errors: errors.map(readError) }),
  };
}

/** Only what may be in an error, and of the right types. What a subgraph says of HTTP is between it and us. */
function readError({ message, path, extensions }: Record<string, unknown>): GraphQLFormattedError {
  const { http: _http, ...details } = isObject(extensions) ? extensions : {};
  const isPath = Array.isArray(path) && path.every((element) => ['string', 'number'].includes(typeof element));
  return {
    message: typeof message === 'string' ? message : '',
    ...(isPath && { path }),
    ...(Object.keys(details).length > 0 && { extensions: details }),
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
