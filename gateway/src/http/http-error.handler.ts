import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type ErrorFormatter, formatErrors } from '../errors/format-errors.ts';
import { createRefusal } from '../errors/refusal.ts';

/** Makes the answer to everything that fails before a GraphQL operation is there: same form, same codes. */
export function createHttpErrorHandler(format: ErrorFormatter, maxBodyBytes: number) {
  return async (error: FastifyError | GraphQLError, request: FastifyRequest, reply: FastifyReply) => {
    const known = error instanceof GraphQLError ? error : describe(error, maxBodyBytes);
    const { errors, http } = formatErrors([known ?? error], format);
    for (const [name, value] of http.headers) reply.header(name, value);
    return reply
      .code(http.status ?? 500)
      .type(mediaTypeFor(request))
      .send({ errors });
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
