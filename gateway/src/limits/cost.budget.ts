import type { Role, Viewer } from '@gkz-qe/kit/viewer.ts';
import { type DocumentNode, type GraphQLSchema, isInputObjectType, type OperationDefinitionNode } from 'graphql';
import { namedType } from '../access/named-type.ts';
import { createRefusal } from '../errors/refusal.ts';
import type { Generation } from '../supergraph/generation.ts';
import { estimateCost } from './cost.ts';

export interface CostSettings {
  readonly budgets: Readonly<Record<Role | 'public', number>>;
  readonly listSize: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Refuses operations whose estimate is above what the viewer's roles may spend: the largest budget of them counts. */
export type CostGuard = (
  generation: Pick<Generation, 'schema' | 'costs'>,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  viewer: Viewer,
) => void;

/** Estimates for different variables that are kept for one operation. */
const maxEstimates = 50;

/** What of the variables an estimate depends on: numbers, and what is there at all. Undefined where it may be more than that. */
function essence(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): string | undefined {
  let text = '';
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    if (isInputObjectType(schema.getType(namedType(type)))) return undefined;
    const value = variables[variable.name.value];
    text += typeof value === 'number' ? `${value};` : value === undefined ? '-;' : '+;';
  }
  return text;
}

/** @param settings null: nobody's operations are estimated */
export function createCostGuard(settings: CostSettings | null): CostGuard {
  const estimates = new WeakMap<OperationDefinitionNode, Map<string, number>>();
  return ({ schema, costs }, document, operation, variables, viewer) => {
    if (!settings || !costs) return;
    const input = { schema, rules: costs, listSize: settings.listSize, document, operation, variables };
    const known = estimates.get(operation) ?? new Map<string, number>();
    estimates.set(operation, known);
    const key = essence(schema, operation, variables);
    const cost = (key === undefined ? undefined : known.get(key)) ?? estimateCost(input);
    if (key !== undefined && known.size < maxEstimates) known.set(key, cost);
    const limit = Math.max(...[...viewer.roles, 'public' as const].map((role) => settings.budgets[role]));
    if (cost > limit) {
      const message = `Die Abfrage ist zu aufwendig (geschätzt ${cost}, erlaubt ${limit}). Bitte fragen Sie weniger auf einmal ab.`;
      throw createRefusal('OPERATION_TOO_COSTLY', message, { limit, cost });
    }
  };
}
