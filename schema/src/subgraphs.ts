import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type DocumentNode, Kind, parse, Source } from 'graphql';
import { ContractFault } from './contract-fault.ts';
import { type SubgraphName, subgraphNames } from './subgraph-names.ts';

/** The repository's root, from where every path in messages is shown. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** One subgraph of the graph: who it is and where it is reached when nothing else is configured. */
export interface Subgraph {
  /** Name in the supergraph and of its folder under `subgraphs/`. */
  readonly name: string;
  /** Address on the developer's machine; the gateway overrides it by its own configuration. */
  readonly url: string;
}

/** Every subgraph of the graph, in the order in which lists show them. */
export const subgraphs: readonly (Subgraph & { readonly name: SubgraphName })[] = subgraphNames.map((name, index) => ({
  name,
  url: `http://127.0.0.1:${4001 + index}/graphql`,
}));

/** Absolute path of a subgraph's package. */
export function subgraphFolder(name: string): string {
  return join(repositoryRoot, 'subgraphs', name);
}

/** A subgraph together with its contract, ready for composition. */
export interface SubgraphContract extends Subgraph {
  readonly typeDefs: DocumentNode;
}

/**
 * Reads `subgraphs/<name>/schema/*.graphql` in name order as one document.
 * Each definition keeps its file as source, so that later messages can name file and line.
 * @throws GraphQLError on a syntax error, ContractFault where there is no file at all.
 */
export function readSubgraphSdl(name: string): DocumentNode {
  return readSdlFolder(join(subgraphFolder(name), 'schema'));
}

/** As {@link readSubgraphSdl}, for any folder. */
export function readSdlFolder(folder: string): DocumentNode {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  if (files.length === 0) throw new ContractFault(`${shownPath(folder)} holds no .graphql file.`);
  const definitions = files.sort().flatMap((file) => parseFile(join(folder, file)).definitions);
  return { kind: Kind.DOCUMENT, definitions };
}

/** Reads the contracts of all subgraphs. */
export function readSubgraphContracts(): SubgraphContract[] {
  return subgraphs.map((subgraph) => ({ ...subgraph, typeDefs: readSubgraphSdl(subgraph.name) }));
}

/** Parses one GraphQL file; its path, relative to the root, becomes the name in messages. */
export function parseFile(path: string): DocumentNode {
  return parse(new Source(readFileSync(path, 'utf8'), shownPath(path)));
}

/** A path as messages show it: relative to the repository's root. */
export function shownPath(path: string): string {
  return relative(repositoryRoot, path) || '.';
}
