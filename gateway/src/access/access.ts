import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { ExecutionAnswer } from '../execution/prepared-operation.ts';
import type { OperationRequest } from '../executor.ts';
import type { AccessRules } from './access-rules.ts';
import { type AccessView, createAccessViews } from './access-view.ts';
import { completeAnswer } from './complete.ts';
import { type Cut, cutOperation } from './cut.ts';
import { createIntrospection } from './introspection.ts';

/** Keeps every operation within the rights of who asks. */
export interface Access {
  readonly viewOf: (viewer: Viewer) => AccessView;
  /** Executes what the viewer may see of the operation, and answers the rest with null and an error. */
  readonly answer: (
    request: OperationRequest,
    execute: (request: OperationRequest) => Promise<ExecutionAnswer>,
  ) => Promise<ExecutionAnswer>;
}

export function createAccess(rules: AccessRules, schema: GraphQLSchema): Access {
  const viewOf = createAccessViews(rules, schema);
  const introspectionFor = createIntrospection(schema);
  const cutFor = createCutMemory(schema);

  return {
    viewOf,
    async answer(request, execute) {
      const { document, operation } = request;
      const view = viewOf(request.context.viewer);
      if (view.seesAll) return execute(request);
      const cut = cutFor(document, operation, view);
      if (!cut.isCut) return execute(request);
      const answer = cut.document ? await execute(narrowed(request, cut.document, view)) : { data: {} };
      if (!answer.data) return answer;
      const variables = withDefaults(operation, request.variables);
      const introspector = introspectionFor(view);
      const completed = completeAnswer(
        {
          ...{ schema, document, operation, variables, view },
          introspect: (fields) => introspector(fields, document, operation, variables),
        },
        answer.data as Readonly<Record<string, unknown>>,
      );
      const errors = [...(answer.errors ?? []), ...completed.errors];
      return { ...answer, data: completed.data, ...(errors.length > 0 && { errors }) };
    },
  };
}

/** One cut per document, operation and set of rights. Documents are kept by Apollo Server, and what belongs to them here. */
function createCutMemory(schema: GraphQLSchema) {
  const cuts = new WeakMap<OperationDefinitionNode, Map<string, Cut>>();
  return (document: DocumentNode, operation: OperationDefinitionNode, view: AccessView): Cut => {
    const bySignature = cuts.get(operation) ?? new Map<string, Cut>();
    cuts.set(operation, bySignature);
    const cut = bySignature.get(view.signature) ?? cutOperation(schema, document, operation, view);
    bySignature.set(view.signature, cut);
    return cut;
  };
}

/** The request as the executor sees it: another operation, and a plan of its own for it. */
function narrowed(request: OperationRequest, document: DocumentNode, view: AccessView): OperationRequest {
  const operation = document.definitions[0] as OperationDefinitionNode;
  return { ...request, document, operation, queryHash: `${request.queryHash} ${view.signature}` };
}

/** The variables that conditions look at: as sent, else as the operation defines them. */
function withDefaults(
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === 'BooleanValue' ? [[variable.name.value, defaultValue.value] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
