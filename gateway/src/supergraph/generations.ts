import type { GraphQLSchema } from 'graphql';
import type { AnswerOperation, GatewayInterface } from '../executor.ts';
import type { Generation } from './generation.ts';

type SchemaListener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** What Apollo Server holds as its gateway: always the newest generation, each request with the one it started with. */
export interface GenerationHolder extends GatewayInterface {
  readonly current: () => Generation;
  /** Which generation a schema belongs to. */
  readonly generationOf: (schema: GraphQLSchema) => Generation;
}

export function holdGeneration(first: Generation, answer: AnswerOperation): GenerationHolder {
  const bySchema = new WeakMap<GraphQLSchema, Generation>([[first.schema, first]]);
  const listeners = new Set<SchemaListener>();
  const current = first;

  function generationOf(schema: GraphQLSchema): Generation {
    const generation = bySchema.get(schema);
    if (!generation) throw new Error('a request with a schema of no generation');
    return generation;
  }

  return {
    current: () => current,
    generationOf,
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners)
        listener({ apiSchema: current.schema, coreSupergraphSdl: current.supergraphSdl });
      return { executor: (requestContext) => answer(generationOf(requestContext.schema), requestContext) };
    },
    stop: () => current.close(),
  };
}
