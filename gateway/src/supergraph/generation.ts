import { ApolloGateway } from '@apollo/gateway';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { type DocumentNode, type GraphQLSchema, parse, print } from 'graphql';
import { type Access, createAccess } from '../access/access.ts';
import { enforcedFeatures } from '../access/access-directives.ts';
import { readAccessRules } from '../access/access-rules.ts';
import type { RequestContext } from '../context.ts';
import { createSubgraphClient, type SubgraphClient } from '../data-source/subgraph.client.ts';
import { createDataSource } from '../data-source/subgraph.data-source.ts';
import { forbidTelemetry } from '../env.ts';
import { createExecutor, type Executor } from '../execution/executor.ts';
import type { SupergraphSource } from '../execution/planning/supergraph-facts.ts';
import { type CostRules, readCostRules } from '../limits/cost-rules.ts';
import type { HiddenFields } from './hidden-fields.ts';
import { readLinks, withoutPurpose } from './links.ts';
import type { OperationInUse } from './operations-in-use.ts';
import { toPlannerSupergraph } from './planner-supergraph.ts';
import { addressesOf, type SubgraphSettings } from './subgraph.addresses.ts';

/** For runs whose answers came again the same, see `rememberRuns`. */
const runMemoryBytes = 32 * 1024 * 1024;

/** Ways to one field that the planner may weigh up. Graphs of people need a few dozen. */
const maxPlanningPaths = 1000;

/** Whole plans that it may compare: of ten thousand, as it would, a branched operation stops the process for many seconds. */
const maxComparedPlans = 1000;

/**
 * Everything that belongs to one supergraph. A request is answered by the generation it started with, whatever comes after it.
 */
export interface Generation {
  readonly supergraphSdl: string;
  /** What clients may ask: the supergraph without its machinery and without what is `@inaccessible`. */
  readonly schema: GraphQLSchema;
  /** Plans. */
  readonly gateway: ApolloGateway;
  /** Executes what is planned. */
  readonly executor: Executor<RequestContext, OperationInUse>;
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
    const plannable = toPlannerSupergraph(withoutEnforced(document));
    const { gateway, schema } = await loadGateway(plannable, subgraphs, log);
    const executor = createGenerationExecutor(gateway, { schema, hidden: plannable.hidden }, subgraphs);
    const close = async () => {
      await gateway.stop();
      await closeClients();
    };
    const costs = readCostRules(document);
    const access = createAccess(rules, schema);
    return { supergraphSdl, schema, gateway, executor, access, costs, subgraphs, close };
  } catch (error) {
    await closeClients();
    throw error;
  }
}

/** Without the features that Apollo's gateway would refuse because it does not enforce them, and we do. */
function withoutEnforced(document: DocumentNode): DocumentNode {
  const enforcedHere = readLinks(document).filter(
    ({ identity, purpose }) => purpose === 'SECURITY' && enforcedFeatures.has(identity),
  );
  return withoutPurpose(document, enforcedHere);
}

async function loadGateway(
  { document, hidden }: { document: DocumentNode; hidden: HiddenFields },
  subgraphs: ReadonlyMap<string, SubgraphClient>,
  log: Logger,
) {
  forbidTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl: print(document),
    // By default it looks less closely in production, of all places.
    validateSupergraph: true,
    logger: log,
    __exposeQueryPlanExperimental: false,
    // Where types can be reached in very many ways, planning would take all the memory there is.
    queryPlannerConfig: { debug: { pathsLimit: maxPlanningPaths, maxEvaluatedPlans: maxComparedPlans } },
    // Counted as JSON; in memory it is several times that.
    experimental_approximateQueryPlanStoreMiB: 10,
    buildService({ name }) {
      const client = subgraphs.get(name);
      if (!client) throw new Error(`no way to subgraph ${name}`);
      return createDataSource(client, hidden);
    },
  });
  const { schema } = await gateway.load();
  return { gateway, schema };
}

function createGenerationExecutor(
  gateway: ApolloGateway,
  supergraph: Omit<SupergraphSource, 'queryPlanner'>,
  subgraphs: ReadonlyMap<string, SubgraphClient>,
): Executor<RequestContext, OperationInUse> {
  const { queryPlanner } = gateway.__testing();
  if (!queryPlanner) throw new Error('the gateway has loaded without a planner');
  return createExecutor({
    supergraph: { ...supergraph, queryPlanner },
    runMemoryBytes,
    send({ subgraph, kind, body }, context) {
      const client = subgraphs.get(subgraph);
      if (!client) throw new Error(`no way to subgraph ${subgraph}`);
      return client.send({ body, isMutation: kind === 'mutation' }, context);
    },
  });
}
