import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { createRefusal } from '../errors/refusal.ts';
import type { TrustedOperations } from '../limits/trusted-operations.ts';

/** A client's HTTP request in the form in which Apollo Server takes it, and the document in it. */
export interface ReadRequest {
  readonly http: HTTPGraphQLRequest;
  /** Undefined where there is none, or nothing that could be one: Apollo Server says so. */
  readonly document: string | undefined;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads the request. Where it names a known operation by its hash instead of sending it, the operation is put in.
 *
 * @throws GraphQLError a refusal of a `documentId` that no known operation has
 */
export function readRequest(request: FastifyRequest, operations: TrustedOperations): ReadRequest {
  const http = {
    method: request.method,
    headers: readHeaders(request.headers),
    search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
    body: request.body,
  };
  return request.method === 'GET' ? fromSearch(http, operations) : fromBody(http, operations);
}

function fromBody(http: HTTPGraphQLRequest, operations: TrustedOperations): ReadRequest {
  if (!isRecord(http.body)) return { http, document: undefined };
  const { documentId, ...body } = http.body;
  if (typeof body.query === 'string') return { http, document: body.query };
  const document = documentOf(documentId, operations) ?? findBy(hashIn(persistedHash(body.extensions)), operations);
  if (document === undefined) return { http, document: undefined };
  return { http: { ...http, body: { ...withoutPersisted(body), query: document } }, document };
}

function fromSearch(http: HTTPGraphQLRequest, operations: TrustedOperations): ReadRequest {
  const search = new URLSearchParams(http.search);
  const query = search.get('query');
  if (query !== null) return { http, document: query };
  const document = documentOf(search.get('documentId'), operations);
  if (document === undefined) return { http, document: undefined };
  search.set('query', document);
  return { http: { ...http, search: `?${search}` }, document };
}

function documentOf(documentId: unknown, operations: TrustedOperations): string | undefined {
  if (documentId == null) return undefined;
  const document = findBy(hashIn(documentId), operations);
  if (document !== undefined) return document;
  throw createRefusal('BAD_REQUEST', 'Eine Abfrage mit dieser documentId ist hier nicht bekannt.');
}

function findBy(hash: string | undefined, operations: TrustedOperations): string | undefined {
  return hash === undefined ? undefined : operations.findByHash(hash);
}

/** `sha256:<hex>` or the hex alone. */
function hashIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /^(?:sha256:)?([0-9a-f]{64})$/.exec(value)?.[1] : undefined;
}

function persistedHash(extensions: unknown): unknown {
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  return isRecord(persisted) ? persisted.sha256Hash : undefined;
}

function withoutPersisted(body: Body): Body {
  if (!isRecord(body.extensions)) return body;
  const { persistedQuery: _known, ...extensions } = body.extensions;
  return { ...body, extensions };
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readHeaders(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
