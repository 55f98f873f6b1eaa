import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';

/** Makes an error fit to leave this process. */
export type ErrorFormatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Makes the answer to everything that fails before a GraphQL operation is there: same form, same codes. */
export function createHttpErrorHandler(format: ErrorFormatter, maxBodyBytes: number) {
  return async (error: FastifyError | GraphQLError, request: FastifyRequest, reply: FastifyReply) => {
    const known = error instanceof GraphQLError ? error : describe(error, maxBodyBytes);
    const { http, ...extensions } = (known?.extensions ?? { code: 'INTERNAL_SERVER_ERROR' }) as {
      http?: { status?: number; headers?: Map<string, string> };
    };
    for (const [name, value] of http?.headers ?? []) reply.header(name, value);
    const formatted = format({ message: known?.message ?? '', extensions }, known ?? error);
    return reply
      .code(http?.status ?? 500)
      .type(mediaTypeFor(request))
      .send({ errors: [formatted] });
  };
}

/** The media type in which a client that sent this `accept` header reads a GraphQL answer. */
function mediaTypeFor(request: FastifyRequest): string {
  const accept = request.headers.accept ?? '';
  const modern = accept.includes('application/graphql-response+json') && !accept.includes('application/json');
  return modern ? 'application/graphql-response+json; charset=utf-8' : 'application/json; charset=utf-8';
}

/** What Fastify says of a request it could not read. Undefined: not the client's fault. */
function describe(error: FastifyError, maxBodyBytes: number): GraphQLError | undefined {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return createRefusal('PAYLOAD_TOO_LARGE', `Die Anfrage ist zu groß. Erlaubt sind ${maxBodyBytes} Byte.`, {
      limit: maxBodyBytes,
    });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return createRefusal('UNSUPPORTED_MEDIA_TYPE', 'Bitte senden Sie die Anfrage als application/json.');
  }
  const status = error.statusCode ?? 500;
  return status < 500 ? createRefusal('BAD_REQUEST', 'Die Anfrage ist nicht lesbar.') : undefined;
}
