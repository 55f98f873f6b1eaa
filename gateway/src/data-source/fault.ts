import { GraphQLError } from 'graphql';
import { clientLeft, outOfTime } from './budget.ts';

/** Why a subgraph gave no usable answer. */
export type FaultReason = 'connection' | 'timeout' | 'paused' | 'refused' | 'malformed' | 'abandoned';

/** The error that stands for a subgraph's missing answer: it names the subgraph, never its address. */
export function subgraphUnavailable(service: string, reason: FaultReason): GraphQLError {
  return new GraphQLError(`Der Dienst „${service}“ ist zurzeit nicht erreichbar.`, {
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', service, reason },
  });
}

const connectionCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sorts what a call failed with. An end that we brought about ourselves is never the connection's fault. */
export function reasonOf(failure: unknown, signal: AbortSignal): FaultReason {
  if (signal.aborted) return signal.reason === clientLeft ? 'abandoned' : 'timeout';
  if (failure === outOfTime) return 'timeout';
  return connectionCodes.has(codeOf(failure)) ? 'connection' : 'malformed';
}

/** The system's or undici's code of a failure, for the log. */
export function codeOf(failure: unknown): unknown {
  return failure instanceof Error ? (failure as Error & { code?: unknown }).code : undefined;
}
