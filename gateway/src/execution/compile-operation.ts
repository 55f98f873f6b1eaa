import type { FieldSelection, Operation, SelectionSet } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import { createAnswerShape, type ShapeContext, type ShapeValue } from './answer-shape.ts';
import { shapeCarefully } from './careful-shape.ts';
import { compilePlan } from './compile-plan.ts';
import { createReadConditions } from './condition-values.ts';
import { createIntrospection, type Introspect } from './introspection.ts';
import { createOperationMerger } from './merged-operation.ts';
import { MISFIT } from './misfit.ts';
import { NotCovered } from './not-covered.ts';
import { isInheritedName, type JsonObject } from './object-tools.ts';
import { createOutbox } from './outbox.ts';
import type { ExaminedFetch } from './planning/examine-fetches.ts';
import type { PlannedOperation } from './planning/plan-operation.ts';
import type { SupergraphFacts } from './planning/supergraph-facts.ts';
import type { ExecutionAnswer, PreparedOperation } from './prepared-operation.ts';
import { type ExecuteRun, rememberRuns } from './remember-runs.ts';
import type { Run } from './run.ts';
import type { RunMemory } from './run-memory.ts';
import type { Conditions } from './selected-fields.ts';
import type { Send } from './subgraph-call.ts';

/** What an operation is compiled for. */
export interface Surroundings<Context> {
  readonly facts: SupergraphFacts;
  readonly send: Send<Context>;
  /** Undefined: no run is remembered. */
  readonly memory: RunMemory | undefined;
}

/**
 * Compiles an operation: what its execution does is decided here, once, and not in every request.
 *
 * @throws NotCovered if Apollo's executor has to do it
 */
export function compileOperation<Context>(
  { operation, plan, definition }: PlannedOperation,
  fetches: readonly ExaminedFetch[],
  { facts, send, memory }: Surroundings<Context>,
): Pick<PreparedOperation<Context>, 'kind' | 'execute'> {
  refuseInheritedNames(operation.selectionSet);
  const { step, places } = compilePlan(plan, fetches, facts);
  const readConditions = createReadConditions(operation);
  const introspect = createIntrospection(facts.schema, definition.variableDefinitions ?? []);
  const shapeFor = createShapes(operation, places, introspect);
  const merge = createOperationMerger();

  const execute: ExecuteRun = async ({ variables, conditions, transport, earlyCalls }) => {
    const desks: Run['desks'] = new Map();
    const outbox = createOutbox({ transport, variables, desks, merge, earlyCalls });
    const data = Object.create(null) as JsonObject;
    const run: Run = {
      variables,
      conditions,
      data,
      desks,
      outbox,
      errors: [],
      sharedAt: [],
      pendingAt: [],
      shaped: [],
    };
    await step(run);
    return answerOf(run, operation, shapeFor(conditions), introspect);
  };
  const executeRun = memory && definition.operation === 'query' ? rememberRuns(execute, memory) : execute;
  return {
    kind: 'compiled',
    async execute({ variables, context }) {
      const conditions = readConditions(variables);
      if (conditions instanceof GraphQLError) return { errors: [conditions] };
      return executeRun({ variables, conditions, transport: (call) => send(call, context), earlyCalls: [] });
    },
  };
}

/** Compares the two: the quick way for answers that are as they should be, the careful way for all others. */
function answerOf(run: Run, operation: Operation, shape: ShapeValue, introspect: Introspect): ExecutionAnswer {
  try {
    return withErrors(shape(run.data, run), run.errors);
  } catch (misfit) {
    if (misfit !== MISFIT) throw misfit;
  }
  const { data, faults, completionErrors } = shapeCarefully(
    operation,
    run.data,
    run.variables,
    run.conditions,
    (field) => introspect(field, run),
  );
  const errors = [...run.errors, ...faults];
  // What follows from an error that the client hears of anyway is not told twice.
  if (errors.length > 0 || completionErrors.length === 0) return withErrors(data, errors);
  return { data, extensions: { valueCompletion: completionErrors } };
}

function withErrors(data: unknown, errors: readonly GraphQLError[]): ExecutionAnswer {
  return errors.length === 0 ? { data } : { data, errors };
}

/** Shapes are made for given values of the conditions; this many combinations are kept for an operation. */
const KEPT_SHAPES = 32;

function createShapes(
  operation: Operation,
  places: ShapeContext['places'],
  introspect: Introspect,
): (conditions: Conditions) => ShapeValue {
  const shapes = new Map<string, ShapeValue>();
  const { selectionSet } = operation;
  return (conditions) => {
    const key = Object.values(conditions).join();
    if (shapes.size >= KEPT_SHAPES && !shapes.has(key)) shapes.clear();
    return shapes.getOrInsertComputed(key, () => {
      const context = { schema: operation.schema(), conditions, places, introspect, sharedShapes: 0 };
      return createAnswerShape({ selectionSet, parentType: selectionSet.parentType }, context);
    });
  };
}

/** Response names like `constructor` are answered by Apollo's executor: here they would find what every object inherits. */
function refuseInheritedNames(selectionSet: SelectionSet, seen = new Set<SelectionSet>()): void {
  if (seen.has(selectionSet)) return;
  seen.add(selectionSet);
  for (const selection of selectionSet.selections()) {
    if (selection.kind === 'FieldSelection' && isInheritedName((selection as FieldSelection).element.responseName())) {
      throw new NotCovered('response name that every object inherits');
    }
    if (selection.selectionSet) refuseInheritedNames(selection.selectionSet, seen);
  }
}
