import { type CompositionResult, composeServices } from '@apollo/composition';
import { type GraphQLSchema, parse } from 'graphql';
import { federationLink, type SubgraphSource } from './subgraph.ts';

type Source = SubgraphSource & { readonly url?: string };

/** Composes subgraphs as `schema/` does. Throws what composition says. */
export function composeSupergraph(sources: readonly Source[]): string {
  return compose(sources).supergraphSdl;
}

/** What clients of the composed graph may ask. */
export function composeApi(sources: readonly Source[]): GraphQLSchema {
  return compose(sources).schema.toAPISchema().toGraphQLJSSchema();
}

function compose(sources: readonly Source[]) {
  const services = sources.map(({ name, typeDefs, url = 'http://127.0.0.1:1/graphql' }) => ({
    name,
    url,
    typeDefs: parse(federationLink + typeDefs),
  }));
  const result: CompositionResult = composeServices(services);
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return result;
}
