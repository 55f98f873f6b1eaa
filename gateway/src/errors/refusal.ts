import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** Everything the gateway itself says no to, and with which HTTP status it does where the whole request is refused. */
const statusOfCode = {
  BAD_REQUEST: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  UNAUTHENTICATED: 401,
  IDENTITY_UNAVAILABLE: 503,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  DOCUMENT_TOO_LONG: 400,
  TOO_MANY_TOKENS: 400,
  OPERATION_TOO_DEEP: 400,
  TOO_MANY_ALIASES: 400,
  TOO_MANY_ROOT_FIELDS: 400,
  TOO_MANY_DIRECTIVES: 400,
  OPERATION_TOO_COSTLY: 400,
  OPERATION_TOO_COMPLEX: 400,
  OPERATION_NOT_TRUSTED: 403,
  UNREACHABLE_FIELD: 400,
  INTROSPECTION_DISABLED: 400,
} as const;

export type RefusalCode = keyof typeof statusOfCode;

/**
 * A request that the gateway does not answer: a code for machines, one plain German sentence for people, and in `details` what
 * was wrong (a limit, a reason), never what the client sent.
 */
export function createRefusal(
  code: RefusalCode,
  message: string,
  details: Readonly<Record<string, string | number>> = {},
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  const http = { status: statusOfCode[code], headers: new HeaderMap(Object.entries(headers)) };
  return new GraphQLError(message, { extensions: { ...details, code, http } });
}

export function isRefusalCode(code: unknown): boolean {
  return typeof code === 'string' && Object.hasOwn(statusOfCode, code);
}
