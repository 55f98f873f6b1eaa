import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { federationLink, type SubgraphSource } from './subgraph.ts';

/** Composes subgraphs as `schema/` does. Throws what composition says. */
export function composeSupergraph(sources: readonly (SubgraphSource & { readonly url?: string })[]): string {
  const { supergraphSdl, errors } = composeServices(
    sources.map(({ name, typeDefs, url = 'http://127.0.0.1:1/graphql' }) => ({
      name,
      url,
      typeDefs: parse(federationLink + typeDefs),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map((error) => error.message).join('\n'));
  return supergraphSdl;
}
