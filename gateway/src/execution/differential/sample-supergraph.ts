import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse, print, validate } from 'graphql';
import { readLinks, withoutPurpose } from '../../supergraph/links.ts';
import { createSampleSubgraph } from './sample-subgraph.ts';
import { createWorld, parseSubgraph } from './sample-world.ts';

/** A GraphQL request to a subgraph, as it goes over the wire. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Answers a request, without a network. Gives an object of its own for every call. */
export type AskSubgraph = (subgraph: string, request: SubgraphRequest) => Promise<ExecutionResult>;

/** A supergraph with subgraphs behind it that make up their data. */
export interface SampleSupergraph {
  readonly sdl: string;
  readonly ask: AskSubgraph;
}

/** Resolvers by type and field, with `__resolveReference`. */
export type SubgraphResolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Composes subgraphs, given by name as SDL without the `@link`.
 *
 * @param resolvers of subgraphs that have data of their own, by name
 */
export function createSampleSupergraph(
  subgraphs: Readonly<Record<string, string>>,
  resolvers: Readonly<Record<string, SubgraphResolvers>> = {},
): SampleSupergraph {
  const documents = new Map(Object.entries(subgraphs).map(([name, sdl]) => [name, parseSubgraph(sdl)]));
  const composed = composeServices(
    [...documents].map(([name, typeDefs]) => ({ name, typeDefs, url: `http://${name}.invalid` })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  const world = createWorld([...documents.values()]);
  const schemaOf = (name: string, document: DocumentNode) =>
    resolvers[name]
      ? buildSubgraphSchema([{ typeDefs: document, resolvers: resolvers[name] as never }])
      : createSampleSubgraph(document, world);
  const askers = new Map([...documents].map(([name, document]) => [name, createAsker(schemaOf(name, document))]));
  return {
    sdl: withoutProtection(composed.supergraphSdl),
    ask: async (subgraph, request) => {
      const asker = askers.get(subgraph);
      if (!asker) throw new Error(`there is no subgraph ${subgraph}`);
      return asker(request);
    },
  };
}

/** Rights are not what is compared here, and the stock gateway would refuse a supergraph with them. */
function withoutProtection(supergraphSdl: string): string {
  const document = parse(supergraphSdl);
  return print(
    withoutPurpose(
      document,
      readLinks(document).filter(({ purpose }) => purpose === 'SECURITY'),
    ),
  );
}

function createAsker(schema: GraphQLSchema): (request: SubgraphRequest) => Promise<ExecutionResult> {
  const documents = new Map<string, DocumentNode>();
  return async ({ query, operationName, variables }) => {
    const document = documents.getOrInsertComputed(query, () => parse(query));
    const errors = validate(schema, document);
    const result =
      errors.length > 0 ? { errors } : await execute({ schema, document, operationName, variableValues: variables });
    return JSON.parse(JSON.stringify(result)) as ExecutionResult;
  };
}

/** Without a limit the planner takes all memory there is on some of the operations that are made up here. */
export const plannerConfig = { debug: { pathsLimit: 1000 } };

/** Loads the stock gateway over a way to ask subgraphs. */
export async function loadStockGateway(supergraphSdl: string, ask: AskSubgraph): Promise<ApolloGateway> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    queryPlannerConfig: plannerConfig,
    buildService: ({ name }): GraphQLDataSource => ({
      async process({ request: { query = '', operationName, variables } }) {
        const answer = await ask(name, { query, operationName, variables: JSON.parse(JSON.stringify(variables)) });
        // Apollo's own data source does the same with what is no object.
        if (typeof answer !== 'object') throw new Error('Expected JSON response body');
        return answer as never;
      },
    }),
  });
  await gateway.load();
  return gateway;
}
