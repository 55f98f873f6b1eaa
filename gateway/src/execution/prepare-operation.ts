import type { DocumentNode } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';
import { createFallback } from './apollo-fallback.ts';
import { compileOperation, type Surroundings } from './compile-operation.ts';
import type { ExecutorCounters, OperationSource } from './executor.ts';
import { hasOwnScalarValue, withoutMisunderstandings } from './misunderstood.ts';
import { NotCovered } from './not-covered.ts';
import { withOwnNames } from './planning/borrowed-names.ts';
import { withEarlyConditions } from './planning/early-conditions.ts';
import { type ExaminedPlan, examinePlan } from './planning/met-requirements.ts';
import {
  findOperation,
  type PlannedOperation,
  planApart,
  planForApollo,
  planOperation,
} from './planning/plan-operation.ts';
import type { Moved } from './planning/progressive-override.ts';
import type { SupergraphFacts } from './planning/supergraph-facts.ts';
import { findUnplannedFields } from './planning/unplanned-fields.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { withValueFaults } from './value-faults.ts';
import { createVariableCheck } from './variable-check.ts';

interface Preparing<Context> extends Surroundings<Context> {
  readonly counters: ExecutorCounters;
}

export type Executable<Context> = Pick<PreparedOperation<Context>, 'kind' | 'execute'>;

/**
 * Plans an operation and makes it ready to be executed.
 *
 * @throws GraphQLError if there is no such operation or the planner refuses it; nothing is kept of it then
 */
export function prepareOperation<Context>(
  { document, operationName }: OperationSource,
  moved: Moved,
  preparing: Preparing<Context>,
): PreparedOperation<Context> {
  const { facts, counters } = preparing;
  const given = document();
  const own = withOwnNames(given, facts.needs.needed);
  const plan = (planned: DocumentNode) => planOperation(planned, operationName, facts, moved);
  const { executable, planned, plans } = withEarlyConditions(own.document, facts.needs, plan, (one) =>
    makeExecutable(one, preparing),
  );
  counters[executable.kind] += 1;
  const checkVariables = createVariableCheck(facts.schema, findOperation(given, operationName));
  const mayBeRefused = hasOwnScalarValue(own.document, facts.schema);
  return {
    kind: executable.kind,
    size: plans * sizeOf(planned),
    async execute(request) {
      const errors = checkVariables(request.variables);
      if (errors) return { errors };
      const answer = withValueFaults(
        await executable.execute({ ...request, variables: own.variables(request.variables) }),
      );
      return own.restore(mayBeRefused ? answer : withoutMisunderstandings(answer));
    },
  };
}

function makeExecutable<Context>(planned: PlannedOperation, preparing: Preparing<Context>): Executable<Context> {
  const { facts, send, counters } = preparing;
  let sound = planned;
  try {
    const { fetches, unmet, ...examined } = examineThoroughly(planned, facts);
    sound = { ...planned, ...examined };
    const lost = [...unmet, ...findUnplannedFields(planned.operation, fetches)];
    return lost.length > 0 ? refuse(lost) : compileOperation(sound, fetches, preparing);
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
    counters.fallbackReasons.set(error.message, (counters.fallbackReasons.get(error.message) ?? 0) + 1);
    return createFallback({ ...sound, plan: planForApollo(sound, facts) }, facts, send);
  }
}

/** Where a plan leaves out what is required, the operation is planned another way. */
function examineThoroughly(planned: PlannedOperation, facts: SupergraphFacts): ExaminedPlan {
  const examined = examinePlan(planned, facts);
  if (examined.unmet.length === 0 || planned.requiring) return examined;
  try {
    return examinePlan(planApart(planned, facts), facts);
  } catch {
    // Whatever stood in its way: what the first plan lacks is known, and refused.
    return examined;
  }
}

/** @param fields coordinates like `Query.lead` */
function refuse(fields: readonly string[]): Executable<unknown> {
  const sentence = 'Ein Feld dieser Abfrage kann an dieser Stelle nicht beantwortet werden.';
  return {
    kind: 'refused',
    execute: () =>
      Promise.reject(createRefusal('UNREACHABLE_FIELD', sentence, { fields: [...new Set(fields)].join(', ') })),
  };
}

/** Measured: all that is kept of an operation takes about twenty times the text of its plan. */
function sizeOf({ plan }: PlannedOperation): number {
  return 1000 + 20 * JSON.stringify(plan).length;
}
