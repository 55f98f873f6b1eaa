import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLError, type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { ContractFault } from './contract-fault.ts';
import type { SubgraphContract } from './subgraphs.ts';

/** What composition makes of the subgraphs' contracts. */
export interface Contract {
  /** SDL that the gateway loads. */
  readonly supergraphSdl: string;
  /** SDL that clients see: without `@inaccessible` elements, sorted, with descriptions. */
  readonly apiSdl: string;
  /** The public API as a schema, to validate operations against. */
  readonly apiSchema: GraphQLSchema;
  /** Findings that do not stop composition but that somebody should look at, one text each. */
  readonly hints: readonly string[];
}

/**
 * Composes the contracts of subgraphs. Equal contracts always give equal text.
 * @throws ContractFault with every reason and its place where they do not compose.
 */
export function composeContract(contracts: readonly SubgraphContract[]): Contract {
  const result = composeServices(contracts.map(({ name, url, typeDefs }) => ({ name, url, typeDefs })));
  if (result.errors) throw new ContractFault(result.errors.map(describeError).join('\n'));

  const apiSchema = lexicographicSortSchema(publicApi(result.supergraphSdl));
  return {
    supergraphSdl: `${result.supergraphSdl.trimEnd()}\n`,
    apiSdl: `${printSchema(apiSchema).trimEnd()}\n`,
    apiSchema,
    hints: result.hints.filter(matters).map(describeHint).sort(),
  };
}

/** The schema that a client sees through a supergraph: federation machinery and `@inaccessible` elements are gone. */
function publicApi(supergraphSdl: string): GraphQLSchema {
  // Access directives are marked `for: SECURITY`, which is refused unless every feature is accepted here.
  return Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
}

type CompositionHint = NonNullable<ReturnType<typeof composeServices>['hints']>[number];

/** Debug hints report what this graph does on purpose (interfaces whose fields come from several owners). */
function matters(hint: CompositionHint): boolean {
  return hint.definition.level.name !== 'DEBUG';
}

function describeHint(hint: CompositionHint): string {
  return [`${hint.definition.code}: ${hint.message}`, ...places(hint.nodes)].join('\n');
}

function describeError(error: GraphQLError): string {
  return [error.message, ...places(error.nodes)].join('\n');
}

type Places = GraphQLError['nodes'];

/** File and line of every definition a finding is about, each on an indented line of its own. */
function places(nodes: Places): string[] {
  const lines = (nodes ?? []).flatMap(({ loc }) =>
    loc ? [`    at ${loc.source.name}:${loc.startToken.line}:${loc.startToken.column}`] : [],
  );
  return [...new Set(lines)].sort();
}
