import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph';
import { dateScalar, dateTimeScalar } from '@gkz-qe/kit/scalars.ts';
import { GraphQLScalarType, type GraphQLSchema, parse } from 'graphql';
import type { Resolvers } from './generated/resolvers.ts';
import { topicResolvers } from './topic/topic.resolvers.ts';

const scalars: Resolvers = { Date: dateScalar, DateTime: dateTimeScalar };

/** The resolvers of each topic. Topics may add fields to one another's types, never the same field. */
const resolversOfTopics: readonly Resolvers[] = [scalars, topicResolvers];

const folder = join(import.meta.dirname, '../schema');

/** Makes the executable schema from `schema/*.graphql` and the topics' resolvers. */
export function createSchema(): GraphQLSchema {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const typeDefs = parse(files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'));
  return buildSubgraphSchema([{ typeDefs, resolvers: mergeResolvers(resolversOfTopics) }]);
}

type ResolverMap = NonNullable<GraphQLSchemaModule['resolvers']>;

/** @throws Error where two topics resolve the same field: one of them would win unseen */
function mergeResolvers(all: readonly Resolvers[]): ResolverMap {
  const merged: Record<string, object> = {};
  for (const [type, fields] of all.flatMap((resolvers) => Object.entries(resolvers))) {
    const known = merged[type] ?? {};
    const twice = Object.keys(fields).find((field) => field in known);
    if (twice) throw new Error(`${type}.${twice} is resolved by two topics`);
    merged[type] = fields instanceof GraphQLScalarType ? fields : { ...known, ...fields };
  }
  return merged as ResolverMap;
}
