import type { Logger } from '@gkz-qe/kit/log.ts';
import { signatureHeader, signCall, viewerHeader } from '@gkz-qe/kit/signature.ts';
import { encodeViewer, publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { GraphQLError } from 'graphql';
import { Pool } from 'undici';
import type { RequestContext } from '../context.ts';
import { createBreaker } from './breaker.ts';
import { budgetHeader, outOfTime } from './budget.ts';
import { codeOf, reasonOf, subgraphUnavailable } from './fault.ts';
import { post } from './post.ts';

/** Connections to one subgraph. More calls than that wait in line: a stalled subgraph must not eat all sockets. */
const connections = 64;
/** Shorter than a subgraph's own, so that we are the side that closes an idle connection. */
const keepAliveMs = 30_000;
const connectMs = 2000;
const probeMs = 2000;
const maxAnswerBytes = 64 * 1024 * 1024;

export interface SubgraphCall {
  /** A GraphQL request as JSON text. */
  readonly body: string;
  readonly isMutation: boolean;
}

/** One subgraph, as the gateway reaches it. */
export interface SubgraphClient {
  readonly name: string;
  /**
   * Sends one operation and answers the text of the answer.
   *
   * @throws GraphQLError `SUBGRAPH_UNAVAILABLE` where there is none, whatever the cause
   */
  readonly send: (call: SubgraphCall, context: RequestContext) => Promise<string>;
  /** Whether the subgraph and its database answer. Never throws. */
  readonly isReady: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
  /** Signs the calls. Undefined only in development: then they go out unsigned and without a viewer. */
  readonly secret: string | undefined;
}

/** Opens the way to one subgraph: pooled connections, signed calls, one retry for reads, a pause when it is down. */
export function createSubgraphClient({ name, url, secret }: SubgraphAddress, log: Logger): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const breaker = createBreaker();
  const pool = new Pool(origin, {
    connections,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxAnswerBytes,
  });

  async function attempt(call: SubgraphCall, context: RequestContext, signal: AbortSignal): Promise<string> {
    const remainingMs = context.budget.remainingMs();
    if (remainingMs <= 0) throw outOfTime;
    const { status, text } = await post(pool, {
      path,
      body: call.body,
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': context.requestId,
        [budgetHeader]: String(remainingMs),
        ...(secret !== undefined && signedHeaders(call.body, context.viewer, path, secret)),
      },
    });
    if (status === 401 || status === 403) {
      log.error({ service: name, status, requestId: context.requestId }, 'subgraph refused our call');
      throw subgraphUnavailable(name, 'refused');
    }
    return text;
  }

  async function send(call: SubgraphCall, context: RequestContext): Promise<string> {
    if (!breaker.admits()) throw subgraphUnavailable(name, 'paused');
    const signal = call.isMutation ? context.budget.deadline : context.budget.signal;
    try {
      const text = await attempt(call, context, signal).catch((failure: unknown) => {
        // A connection that broke may have carried a change through: only reads are sent again.
        if (call.isMutation || reasonOf(failure, signal) !== 'connection') throw failure;
        return attempt(call, context, signal);
      });
      breaker.succeeded();
      return text;
    } catch (failure) {
      const reason = reasonOf(failure, signal);
      const toBlame = reason === 'connection' || (reason === 'timeout' && context.budget.ample);
      if (toBlame) breaker.failed();
      else breaker.undecided();
      if (failure instanceof GraphQLError) throw failure;
      const line = { service: name, reason, code: codeOf(failure), requestId: context.requestId };
      if (reason === 'abandoned') log.debug(line, 'client left');
      else log.warn(line, 'subgraph call failed');
      throw subgraphUnavailable(name, reason);
    }
  }

  async function isReady(): Promise<boolean> {
    const ready = await probe(pool, path).catch(() => false);
    if (ready) breaker.succeeded();
    return ready;
  }

  return { name, send, isReady, close: () => pool.close() };
}

/** Encoding the same viewer again and again is waste: viewers are remembered as long as their token is. */
const encodedViewers = new WeakMap<Viewer, string>();

function signedHeaders(body: string, viewer: Viewer, path: string, secret: string): Record<string, string> {
  if (viewer === publicViewer) {
    return { [signatureHeader]: signCall({ method: 'POST', path, viewer: '', body }, secret) };
  }
  const encoded = encodedViewers.get(viewer) ?? encodeViewer(viewer);
  encodedViewers.set(viewer, encoded);
  return {
    [viewerHeader]: encoded,
    [signatureHeader]: signCall({ method: 'POST', path, viewer: encoded, body }, secret),
  };
}

/** Asks our subgraphs for `/health/ready`. One of other make that has no such page is asked the smallest query. */
async function probe(pool: Pool, path: string): Promise<boolean> {
  const signal = AbortSignal.timeout(probeMs);
  const health = await pool.request({ method: 'GET', path: '/health/ready', signal });
  await health.body.dump();
  if (health.statusCode !== 404) return health.statusCode === 200;
  const answer = await pool.request({
    method: 'POST',
    path,
    body: '{"query":"{__typename}"}',
    headers: { 'content-type': 'application/json' },
    signal,
  });
  const { data } = JSON.parse(await answer.body.text()) as { data?: { __typename?: unknown } };
  return typeof data?.__typename === 'string';
}
