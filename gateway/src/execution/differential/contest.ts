import { Supergraph } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST, parse, print } from 'graphql';
import { toPlannerSupergraph } from '../../supergraph/planner-supergraph.ts';
import { createExecutor, type Executor } from '../executor.ts';
import { findEarlyConditions } from '../planning/decided-conditions.ts';
import { readValues } from '../planning/early-conditions.ts';
import { type Needs, readNeeds } from '../planning/needed-names.ts';
import type { ExecutionAnswer } from '../prepared-operation.ts';
import type { GeneratedOperation } from './operation-generator.ts';
import { type AskSubgraph, loadStockGateway, plannerConfig, type SampleSupergraph } from './sample-supergraph.ts';

/** The stock gateway and ours, over the same subgraphs. */
export interface Contest {
  readonly schema: GraphQLSchema;
  readonly ours: Executor<undefined>;
  /** Lets both answer. */
  run(operation: GeneratedOperation): Promise<{ readonly stock: ExecutionAnswer; readonly ours: ExecutionAnswer }>;
}

/** Loads both. `ask` stands between them and the subgraphs, and may change what these answer. */
export async function createContest(sample: SampleSupergraph, ask: AskSubgraph = sample.ask): Promise<Contest> {
  const gateway = await loadStockGateway(sample.sdl, ask);
  const schema = gateway.schema as GraphQLSchema;
  const { document, hidden } = toPlannerSupergraph(parse(sample.sdl));
  const queryPlanner = new QueryPlanner(Supergraph.build(document), plannerConfig);
  const ours = createExecutor<undefined>({
    supergraph: { queryPlanner, schema, hidden },
    runMemoryBytes: 2 ** 24,
    // What is sent is what the body says.
    send: async ({ subgraph, body }) => {
      const answer: unknown = await ask(subgraph, JSON.parse(body));
      return typeof answer === 'string' ? answer : JSON.stringify(answer);
    },
  });
  const needs = readNeeds(queryPlanner.supergraph.schema);
  return {
    schema,
    ours,
    async run({ query, variables }) {
      const document = parse(query);
      const decided = decideEarly(document, needs, variables);
      return {
        stock: await settled(askStock(gateway, decided, print(decided), variables)),
        ours: await settled(
          ours.execute(
            { key: query, document: () => document, operationName: undefined },
            { variables, context: undefined },
          ),
        ),
      };
    },
  };
}

/** What the stock gateway is asked: it is wrong where a field that requires others is left out (`wrong-answers.test.ts`). */
function decideEarly(document: DocumentNode, needs: Needs, variables: GeneratedOperation['variables']): DocumentNode {
  const conditions = findEarlyConditions(document, needs);
  const definition = getOperationAST(document);
  const values = conditions && definition && readValues(conditions, definition, variables);
  return values && !(values instanceof GraphQLError) ? conditions.decide(values) : document;
}

async function askStock(
  gateway: ApolloGateway,
  document: DocumentNode,
  queryHash: string,
  variables: GeneratedOperation['variables'],
): Promise<ExecutionAnswer> {
  const operation = getOperationAST(document);
  const requestContext = {
    ...{ request: { query: queryHash, variables }, document, operation, queryHash, source: queryHash },
    ...{
      operationName: operation?.name?.value ?? null,
      metrics: {},
      logger: console,
      context: {},
      schema: gateway.schema,
    },
  };
  return (await gateway.executor(requestContext as never)) as ExecutionAnswer;
}

/** Apollo Server makes an answer of an error that is thrown. */
async function settled(answer: Promise<ExecutionAnswer>): Promise<ExecutionAnswer> {
  try {
    return await answer;
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
}
