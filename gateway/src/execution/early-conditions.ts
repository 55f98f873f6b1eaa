import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { type Decided, type EarlyConditions, findEarlyConditions } from './decided-conditions.ts';
import type { JsonObject } from './object-tools.ts';
import type { PlannedOperation } from './plan-operation.ts';
import type { Executable } from './prepare-operation.ts';

/** So many combinations of conditions are kept for an operation. */
const keptCombinations = 16;

interface Made<Context> {
  /** As planned for the first combination: what has a condition counts. */
  readonly planned: PlannedOperation;
  readonly executable: Executable<Context>;
}

/** Makes an operation executable, where it has to be for each combination of its early conditions that turns up. */
export function withEarlyConditions<Context>(
  document: DocumentNode,
  requiring: ReadonlySet<string>,
  plan: (document: DocumentNode) => PlannedOperation,
  make: (planned: PlannedOperation) => Executable<Context>,
): Made<Context> {
  const conditions = findEarlyConditions(document, requiring);
  const planned = plan(conditions ? conditions.decide({}) : document);
  const executable = make(planned);
  if (!conditions || conditions.variables.length === 0) return { planned, executable };
  const made = new Map<string, Executable<Context>>();
  const executableFor = (values: Decided) => {
    const key = Object.values(values).join();
    if (made.size >= keptCombinations && !made.has(key)) made.clear();
    return made.getOrInsertComputed(key, () => make(plan(conditions.decide(values))));
  };
  const execute: Executable<Context>['execute'] = async (request) => {
    const values = readValues(conditions, planned.definition, request.variables);
    // What is neither true nor false it refuses itself.
    return (values ? executableFor(values) : executable).execute(request);
  };
  return { planned, executable: { kind: executable.kind, execute } };
}

/** @returns undefined where one of them is neither true nor false */
export function readValues(
  { variables }: EarlyConditions,
  { variableDefinitions }: OperationDefinitionNode,
  given: JsonObject,
): Decided | undefined {
  const values: Record<string, boolean> = {};
  for (const name of variables) {
    const definition = variableDefinitions?.find(({ variable }) => variable.name.value === name);
    const byDefault = definition?.defaultValue?.kind === 'BooleanValue' ? definition.defaultValue.value : undefined;
    const value = Object.hasOwn(given, name) && given[name] !== undefined ? given[name] : byDefault;
    if (typeof value !== 'boolean') return undefined;
    values[name] = value;
  }
  return values;
}
