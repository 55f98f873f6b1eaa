import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, Source } from 'graphql';
import { dateScalar, dateTimeScalar } from './scalars.ts';

type SchemaModule = Exclude<Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>[number], DocumentNode>;

/**
 * Builds the executable schema of a subgraph.
 *
 * @param folder absolute path of `schema/`; its `.graphql` files are read in the order of their names
 * @param topics each topic's resolvers, type → field → function; `satisfies Resolvers` has checked them against the SDL
 * @throws GraphQLError where the SDL does not parse or does not fit together, Error where two topics resolve the same field
 */
export function createSubgraphSchema(folder: string, topics: readonly object[]): GraphQLSchema {
  refuseFieldsResolvedTwice(topics);
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const definitions = files
    .sort()
    .flatMap((file) => parse(new Source(readFileSync(join(folder, file), 'utf8'), file)).definitions);
  const scalars: SchemaModule = {
    typeDefs: { kind: Kind.DOCUMENT, definitions },
    resolvers: { Date: dateScalar, DateTime: dateTimeScalar },
  };
  return buildSubgraphSchema([scalars, ...topics.map(toModule)]);
}

/** Of two resolvers for one field Apollo takes the later one without a word. */
function refuseFieldsResolvedTwice(topics: readonly object[]): void {
  const fields = topics.flatMap((topic) =>
    Object.entries(topic).flatMap(([type, resolvers]) => Object.keys(resolvers).map((field) => `${type}.${field}`)),
  );
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) throw new Error(`${twice} is resolved by two topics`);
}

// The generated types are exact where Apollo's are loose, so neither is assignable to the other.
function toModule(resolvers: object): SchemaModule {
  return {
    typeDefs: { kind: Kind.DOCUMENT, definitions: [] },
    resolvers: resolvers as NonNullable<SchemaModule['resolvers']>,
  };
}
