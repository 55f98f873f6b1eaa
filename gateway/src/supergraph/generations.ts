import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { Logger } from '@gkz-qe/kit/log.ts';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { Generation } from './generation.ts';

type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
type SchemaListener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** What Apollo Server holds as its gateway: always the newest generation, each request with the one it started with. */
export interface Generations extends GatewayInterface {
  readonly current: () => Generation;
  /** Which generation a schema belongs to. */
  readonly generationOf: (schema: GraphQLSchema) => Generation;
  /** Says that a request begins. What it gives back says, once, that the request is over. */
  readonly enter: () => () => void;
  /**
   * Lets another generation answer all requests that begin from now on. The one before is closed when the last request is over
   * that may still need it.
   */
  readonly swap: (next: Generation) => void;
  /** How many generations are open: one, and those that still have requests. */
  readonly open: () => number;
}

/** A generation, and the requests that began while it was the newest one. */
interface Held {
  readonly generation: Generation;
  requests: number;
}

export function createGenerations(first: Generation, log: Logger): Generations {
  const bySchema = new WeakMap<GraphQLSchema, Generation>([[first.schema, first]]);
  const listeners = new Set<SchemaListener>();
  /** From the oldest to the newest. */
  const held: [...Held[], Held] = [{ generation: first, requests: 0 }];
  const newest = () => held.at(-1) as Held;

  function generationOf(schema: GraphQLSchema): Generation {
    const generation = bySchema.get(schema);
    if (!generation) throw new Error('a request with a schema of no generation');
    return generation;
  }

  function tellListeners({ schema, supergraphSdl }: Generation): void {
    for (const listener of listeners) listener({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
  }

  /** A request may meet a swap before Apollo Server gives it a schema, so it may need any generation from its first one on. */
  function closeUnneeded(): void {
    while (held.length > 1 && held[0].requests === 0) {
      const [{ generation }] = held.splice(0, 1) as [Held];
      generation.close().catch((failure: unknown) => log.warn({ failure }, 'an old supergraph did not close in order'));
    }
  }

  return {
    current: () => newest().generation,
    generationOf,
    open: () => held.length,
    enter() {
      const entered = newest();
      entered.requests += 1;
      return () => {
        entered.requests -= 1;
        closeUnneeded();
      };
    },
    swap(next) {
      bySchema.set(next.schema, next);
      tellListeners(next);
      held.push({ generation: next, requests: 0 });
      closeUnneeded();
    },
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      tellListeners(newest().generation);
      // Operations are answered before Apollo Server would execute them: see `answer.plugin.ts`.
      return { executor: null };
    },
    async stop() {
      await Promise.all(held.map(({ generation }) => generation.close()));
    },
  };
}
