import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { FastifyRequest } from 'fastify';
import type { Budget } from './data-source/budget.ts';

/** What belongs to one request of a client, from its first byte to its answer. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** How long the answer may take, and whether anybody still waits for it. */
  readonly budget: Budget;
  /** The HTTP request: for the rate limits, which count by client. */
  readonly httpRequest: FastifyRequest;
}
