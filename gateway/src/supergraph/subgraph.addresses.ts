import { EnvFault } from '@gkz-qe/kit/env.ts';
import { type DocumentNode, Kind } from 'graphql';
import type { SubgraphAddress } from '../data-source/subgraph.client.ts';
import { variableName } from '../env-values.ts';

export interface SubgraphSettings {
  /** By the subgraph's name as in variables; what is not here is reached where the supergraph says. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** By the subgraph's name as in variables. The first one signs. */
  readonly subgraphSecrets: ReadonlyMap<string, readonly string[]>;
  /** Whether calls without a signature are out of the question. */
  readonly production: boolean;
}

/**
 * Where the subgraphs of a supergraph are and with which secret they are called.
 *
 * @throws EnvFault naming each subgraph without an address, or in production without a secret
 */
export function addressesOf(supergraph: DocumentNode, settings: SubgraphSettings): readonly SubgraphAddress[] {
  const found = readGraphs(supergraph).map(({ name, url }) => {
    const variable = variableName(name);
    return {
      name,
      url: settings.subgraphUrls.get(variable) ?? url,
      secret: settings.subgraphSecrets.get(variable)?.[0],
    };
  });
  const faults = found.flatMap(({ name, url, secret }) => [
    ...(URL.canParse(url) ? [] : [`SUBGRAPH_URL_${variableName(name)}: the supergraph holds no address for ${name}`]),
    ...(secret || !settings.production ? [] : [`SUBGRAPH_SECRET_${variableName(name)}: required in production`]),
  ]);
  if (faults.length > 0) throw new EnvFault(faults);
  return found;
}

/** Reads `enum join__Graph { A @join__graph(name: "a", url: "http://…") }`. */
function readGraphs(supergraph: DocumentNode): readonly { readonly name: string; readonly url: string }[] {
  const graphs = supergraph.definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('this is not a supergraph: it names no subgraphs');
  return (graphs.values ?? []).map((value) => {
    const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
    const text = (name: string) => {
      const node = graph?.arguments?.find((entry) => entry.name.value === name)?.value;
      return node?.kind === Kind.STRING ? node.value : '';
    };
    return { name: text('name'), url: text('url') };
  });
}
