import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import { Kind } from 'graphql';
import { readAnswer } from '../data-source/answer.ts';
import type { HiddenFields } from '../supergraph/hidden-fields.ts';
import type { JsonObject } from './object-tools.ts';
import type { PlannedOperation } from './planning/plan-operation.ts';
import type { SupergraphFacts } from './planning/supergraph-facts.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { bodyHead, closeBody, variableMembers } from './request-body.ts';
import type { Send } from './subgraph-call.ts';
import { callError } from './subgraph-errors.ts';

/** Executes with Apollo's executor, over the same data source: for what this engine does not cover. */
export function createFallback<Context>(
  { definition, document, plan }: PlannedOperation,
  facts: SupergraphFacts,
  send: Send<Context>,
): Pick<PreparedOperation<Context>, 'kind' | 'execute'> {
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const operationContext = {
    schema: facts.schema,
    operation: definition,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
  const subgraphs = facts.planner.supergraph.subgraphsMetadata().map(({ name }) => name);
  return {
    kind: 'fallback',
    async execute({ variables, context }) {
      const services = subgraphs.map((name) => [name, createService(name, facts.hidden, send, context)]);
      const requestContext = { request: { variables }, context, metrics: {}, logger: console };
      return executeQueryPlan(
        plan,
        Object.fromEntries(services) as ServiceMap,
        requestContext as unknown as Parameters<typeof executeQueryPlan>[2],
        operationContext,
        facts.supergraphSchema,
        facts.apiSchema,
      );
    },
  };
}

function createService<Context>(
  subgraph: string,
  hidden: HiddenFields,
  send: Send<Context>,
  context: Context,
): GraphQLDataSource {
  return {
    async process({ request }) {
      const { operationName } = request;
      const query = hidden.restoreOperation(request.query ?? '');
      const variables = hidden.restoreRepresentations(request.variables ?? {}) as JsonObject;
      const body = closeBody(bodyHead(query, operationName), variableMembers(Object.keys(variables), variables));
      const kind = /^mutation\b/.test(query) ? 'mutation' : 'query';
      try {
        return readAnswer(subgraph, await send({ subgraph, kind, body }, context)) as never;
      } catch (error) {
        throw callError(subgraph, error);
      }
    },
  };
}
