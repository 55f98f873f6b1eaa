import rateLimit from '@fastify/rate-limit';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { createRefusal } from '../errors/refusal.ts';

/** So many in so many seconds; null: no limit. */
export type Rate = { readonly max: number; readonly seconds: number } | null;

export interface RateSettings {
  readonly requests: Rate;
  /** Root fields that cost more than a look-up (they create something, send mail): each has a count of its own. */
  readonly fields: Readonly<Record<string, Rate>>;
}

export interface RateLimits {
  /** Counts one request of this client. Throws `RATE_LIMITED` above the limit. */
  readonly countRequest: (request: FastifyRequest, viewer: Viewer) => Promise<void>;
  /** Counts each limited root field of the operation, as often as it is asked for. */
  readonly countFields: (
    request: FastifyRequest,
    viewer: Viewer,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ) => Promise<void>;
}

/** How many clients are kept in mind at once; the ones seen longest ago are forgotten first. */
const maxClients = 20_000;

/** Counts per signed-in person, else per address. Each process counts for itself. */
export async function createRateLimits(app: FastifyInstance, settings: RateSettings): Promise<RateLimits> {
  await app.register(rateLimit, { global: false, cache: maxClients });
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const keyGenerator = (request: FastifyRequest) => viewers.get(request)?.subject ?? request.ip;
  const limiters = new Map(
    Object.entries({ '': settings.requests, ...settings.fields }).flatMap(([name, rate]) =>
      rate
        ? [[name, app.createRateLimit({ max: rate.max, timeWindow: rate.seconds * 1000, keyGenerator })] as const]
        : [],
    ),
  );

  async function count(name: string, request: FastifyRequest, viewer: Viewer): Promise<void> {
    viewers.set(request, viewer);
    const result = await limiters.get(name)?.(request);
    if (result && !result.isAllowed && result.isExceeded) throw tooMany(result.max, result.ttlInSeconds);
  }

  return {
    countRequest: (request, viewer) => count('', request, viewer),
    async countFields(request, viewer, document, operation) {
      if (operation.operation !== 'mutation') return;
      for (const name of rootFields(document, operation.selectionSet)) {
        if (name !== '' && limiters.has(name)) await count(name, request, viewer);
      }
    },
  };
}

function tooMany(limit: number, seconds: number) {
  const message = `Das waren zu viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in ${seconds} Sekunden wieder.`;
  return createRefusal(
    'RATE_LIMITED',
    message,
    { limit, retryAfterSeconds: seconds },
    { 'retry-after': String(seconds) },
  );
}

/** Names of all root fields, aliases undone, fragments written out. */
function rootFields(document: DocumentNode, set: SelectionSetNode): readonly string[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node.name.value];
    if (node.kind === Kind.INLINE_FRAGMENT) return rootFields(document, node.selectionSet);
    const fragment = document.definitions.find(
      (definition): definition is FragmentDefinitionNode =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === node.name.value,
    );
    return fragment ? rootFields(document, fragment.selectionSet) : [];
  });
}
