import { join } from 'node:path';
import { createSubgraphSchema } from '@gkz-qe/kit/subgraph-schema.ts';
import type { GraphQLSchema } from 'graphql';
import { directoryResolvers } from './directory/directory.resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { registerResolvers } from './register/register.resolvers.ts';
import { topicResolvers } from './topic/topic.resolvers.ts';

/** The resolvers of each topic. A topic may add fields to another's types, never resolve a field that another resolves. */
const topics: readonly Resolvers[] = [registerResolvers, topicResolvers, directoryResolvers];

/** This subgraph's executable schema. */
export function createSchema(): GraphQLSchema {
  return createSubgraphSchema(join(import.meta.dirname, '../schema'), topics);
}
