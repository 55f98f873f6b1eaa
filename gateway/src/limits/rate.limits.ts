import { isIPv6 } from 'node:net';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { createRefusal } from '../errors/refusal.ts';
import { createRateCounter, type RateCounter } from './rate.counter.ts';

/** So many in so many seconds; null: no limit. */
export type Rate = { readonly max: number; readonly seconds: number } | null;

export interface RateSettings {
  readonly requests: Rate;
  /** Root fields of changes that cost more than a look-up (they create something, send mail): each has a count of its own. */
  readonly fields: Readonly<Record<string, Rate>>;
}

/** Counts per signed-in person, else per address. All throw `RATE_LIMITED` above the limit. */
export interface RateLimits {
  /** Counts one request of this client. */
  readonly countRequest: (request: FastifyRequest, viewer: Viewer) => void;
  /** Counts each limited root field of the operation, as often as it is asked for. */
  readonly countFields: (
    request: FastifyRequest,
    viewer: Viewer,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ) => void;
}

export function createRateLimits(settings: RateSettings): RateLimits {
  const requests = limiterFor(settings.requests);
  const fields = new Map(Object.entries(settings.fields).map(([name, rate]) => [name, limiterFor(rate)]));
  return {
    countRequest: (request, viewer) => requests?.(request, viewer),
    countFields(request, viewer, document, operation) {
      if (operation.operation !== 'mutation') return;
      for (const name of rootFields(document, operation.selectionSet)) fields.get(name)?.(request, viewer);
    },
  };
}

function limiterFor(rate: Rate): ((request: FastifyRequest, viewer: Viewer) => void) | undefined {
  if (!rate) return undefined;
  const count: RateCounter = createRateCounter(rate.max, rate.seconds * 1000);
  return (request, viewer) => {
    const waitMs = count(viewer.subject ?? clientOf(request.ip));
    if (waitMs > 0) throw tooMany(rate.max, Math.ceil(waitMs / 1000));
  };
}

/** One household has as many IPv6 addresses as it likes: its network (the first 64 bits) is the client. */
export function clientOf(address: string): string {
  if (!address.includes(':') || !isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const all = tail === undefined ? groups : [...groups, ...Array(8 - groups.length - rest.length).fill('0'), ...rest];
  return all.slice(0, 4).join(':');
}

function tooMany(limit: number, seconds: number) {
  const wait = seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`;
  const message = `Das waren zu viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in ${wait} wieder.`;
  const details = { limit, retryAfterSeconds: seconds };
  return createRefusal('RATE_LIMITED', message, details, { 'retry-after': String(seconds) });
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
