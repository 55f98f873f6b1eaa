import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode } from 'graphql';
import { notBoolean } from '../condition-values.ts';
import type { JsonObject } from '../object-tools.ts';
import type { Executable } from '../prepare-operation.ts';
import { type Decided, type EarlyConditions, findEarlyConditions } from './decided-conditions.ts';
import type { Needs } from './needed-names.ts';
import type { PlannedOperation } from './plan-operation.ts';

/** So many combinations of conditions are kept for an operation. */
const keptCombinations = 16;

interface Made<Context> {
  /** As planned where all these conditions are true. */
  readonly planned: PlannedOperation;
  readonly executable: Executable<Context>;
  /** How many plans may be kept. */
  readonly plans: number;
}

/** Makes an operation executable, where it has to be for each combination of its early conditions that turns up. */
export function withEarlyConditions<Context>(
  document: DocumentNode,
  needs: Needs,
  plan: (document: DocumentNode) => PlannedOperation,
  make: (planned: PlannedOperation) => Executable<Context>,
): Made<Context> {
  const conditions = findEarlyConditions(document, needs);
  const allTrue = Object.fromEntries(conditions?.variables.map((name) => [name, true]) ?? []);
  const planned = plan(conditions ? conditions.decide(allTrue) : document);
  const executable = make(planned);
  if (!conditions || conditions.variables.length === 0) return { planned, executable, plans: 1 };
  const made = new Map([[keyOf(allTrue), executable]]);
  const executableFor = (values: Decided) => {
    const key = keyOf(values);
    if (made.size >= keptCombinations && !made.has(key)) made.clear();
    return made.getOrInsertComputed(key, () => make(plan(conditions.decide(values))));
  };
  const execute: Executable<Context>['execute'] = async (request) => {
    const values = readValues(conditions, planned.definition, request.variables);
    return values instanceof GraphQLError ? { errors: [values] } : executableFor(values).execute(request);
  };
  const plans = Math.min(keptCombinations, 2 ** conditions.variables.length);
  return { planned, executable: { kind: executable.kind, execute }, plans };
}

function keyOf(values: Decided): string {
  return Object.values(values).join();
}

/** Reads the variables of early conditions, or says which of them is neither true nor false. */
export function readValues(
  { variables }: EarlyConditions,
  { variableDefinitions }: OperationDefinitionNode,
  given: JsonObject,
): Decided | GraphQLError {
  const values: Record<string, boolean> = {};
  for (const name of variables) {
    const definition = variableDefinitions?.find(({ variable }) => variable.name.value === name);
    const byDefault = definition?.defaultValue?.kind === Kind.BOOLEAN ? definition.defaultValue.value : undefined;
    const value = Object.hasOwn(given, name) && given[name] !== undefined ? given[name] : byDefault;
    if (typeof value !== 'boolean') return notBoolean(name);
    values[name] = value;
  }
  return values;
}
