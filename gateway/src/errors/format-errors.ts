import { HeaderMap, type HTTPGraphQLHead } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Makes an error fit to leave this process. */
export type ErrorFormatter = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Errors as clients get them, and what they make of the HTTP answer. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  /** Without a status where no error asks for one. */
  readonly http: HTTPGraphQLHead;
}

/** Formats errors as Apollo Server does those of its own execution: `extensions.http` is for the HTTP answer, not for clients. */
export function formatErrors(errors: readonly unknown[], format: ErrorFormatter): FormattedErrors {
  const http: HTTPGraphQLHead = { headers: new HeaderMap() };
  const formatted = errors.map((error) => {
    const known = toGraphQLError(error);
    const { http: head, ...extensions } = known.extensions as { readonly http?: Partial<HTTPGraphQLHead> };
    if (head?.status !== undefined) http.status = head.status;
    for (const [name, value] of head?.headers ?? []) http.headers.set(name, value);
    const code = known.extensions.code ?? ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
    return format({ ...known.toJSON(), extensions: { ...extensions, code } }, error);
  });
  return { errors: formatted, http };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return error instanceof Error
    ? new GraphQLError(error.message, { originalError: error })
    : new GraphQLError('something was thrown that is no error');
}
