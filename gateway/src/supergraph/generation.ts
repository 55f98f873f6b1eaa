import { ApolloGateway } from '@apollo/gateway';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { type DocumentNode, type GraphQLSchema, parse, print } from 'graphql';
import { type Access, createAccess } from '../access/access.ts';
import { enforcedFeatures } from '../access/access-directives.ts';
import { readAccessRules } from '../access/access-rules.ts';
import { createSubgraphClient, type SubgraphClient } from '../data-source/subgraph.client.ts';
import { createDataSource } from '../data-source/subgraph.data-source.ts';
import { forbidTelemetry } from '../env.ts';
import type { GatewayExecutor } from '../executor.ts';
import { type CostRules, readCostRules } from '../limits/cost-rules.ts';
import { readLinks, withoutPurpose } from './links.ts';
import { addressesOf, type SubgraphSettings } from './subgraph.addresses.ts';

/**
 * Everything that belongs to one supergraph. A request is answered by the generation it started with, whatever comes after it.
 */
export interface Generation {
  readonly supergraphSdl: string;
  /** What clients may ask: the supergraph without its machinery and without what is `@inaccessible`. */
  readonly schema: GraphQLSchema;
  /** Plans and, at first, executes. */
  readonly gateway: ApolloGateway;
  readonly executeStock: GatewayExecutor;
  readonly access: Access;
  /** Null where the supergraph says nothing about costs. */
  readonly costs: CostRules | null;
  readonly subgraphs: ReadonlyMap<string, SubgraphClient>;
  readonly close: () => Promise<void>;
}

/**
 * Makes a generation out of a supergraph's SDL.
 *
 * @throws if it does not load, asks for a protection that nobody here enforces, or lacks what its subgraphs need
 */
export async function createGeneration(
  supergraphSdl: string,
  settings: SubgraphSettings,
  log: Logger,
): Promise<Generation> {
  const document = parse(supergraphSdl);
  const rules = readAccessRules(document);
  const addresses = addressesOf(document, settings);
  const subgraphs = new Map(addresses.map((address) => [address.name, createSubgraphClient(address, log)]));
  const closeClients = async () => {
    await Promise.all([...subgraphs.values()].map((client) => client.close()));
  };
  try {
    const { gateway, schema, executor } = await loadGateway(prepare(document), subgraphs, log);
    const close = async () => {
      await gateway.stop();
      await closeClients();
    };
    const costs = readCostRules(document);
    const access = createAccess(rules, schema);
    return { supergraphSdl, schema, gateway, executeStock: executor, access, costs, subgraphs, close };
  } catch (error) {
    await closeClients();
    throw error;
  }
}

/** The supergraph as the stock gateway gets it. */
function prepare(document: DocumentNode): string {
  const enforcedHere = readLinks(document).filter(
    ({ identity, purpose }) => purpose === 'SECURITY' && enforcedFeatures.has(identity),
  );
  return print(withoutPurpose(document, enforcedHere));
}

async function loadGateway(sdl: string, subgraphs: ReadonlyMap<string, SubgraphClient>, log: Logger) {
  forbidTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    // By default it looks less closely in production, of all places.
    validateSupergraph: true,
    logger: log,
    __exposeQueryPlanExperimental: false,
    // Counted as JSON; in memory it is several times that.
    experimental_approximateQueryPlanStoreMiB: 10,
    buildService({ name }) {
      const client = subgraphs.get(name);
      if (!client) throw new Error(`no way to subgraph ${name}`);
      return createDataSource(client);
    },
  });
  const { schema, executor } = await gateway.load();
  return { gateway, schema, executor: executor as unknown as GatewayExecutor };
}
