import { type CompositeType, isObjectType as isObject, type ObjectType } from '@apollo/federation-internals';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { composite, typeOfField } from './composite-types.ts';
import type { ExaminedFetch } from './examine-fetches.ts';
import type { SubgraphDemands } from './subgraph-demands.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/**
 * Finds the fields of a fetch that its subgraph cannot answer: what they require is not in the representations, or they are another
 * subgraph's. The planner makes such fetches where a chain of `@requires` comes back to a subgraph.
 *
 * @returns coordinates like `Product.shipping`
 */
export function findUnmetFields(
  { node: { serviceName, requires }, operation }: ExaminedFetch,
  facts: SupergraphFacts,
): string[] {
  const subgraph = facts.subgraphSchema(serviceName);
  const demands = facts.demandsOf(serviceName);
  if (!subgraph || !demands) return [];
  const unmet: string[] = [];
  const { definition } = operation;
  const fragments = new Map(operation.fragments.map((fragment) => [fragment.name.value, fragment]));
  const isMet = createMet(requires ?? [], demands, facts.supergraphSchema);

  const walk = (set: SelectionSetNode, parent: CompositeType | undefined, isEntity: boolean): void => {
    for (const node of set.selections) {
      if (node.kind !== Kind.FIELD) {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const type = fragment?.typeCondition ? composite(subgraph.type(fragment.typeCondition.name.value)) : parent;
        if (fragment) walk(fragment.selectionSet, type, isEntity);
        continue;
      }
      // A hidden field is planned by its own name, and asked for by another.
      const alias = node.alias?.value ?? node.name.value;
      const name = facts.hidden.realName(alias) === alias ? node.name.value : alias;
      if (parent && isObject(parent) && !name.startsWith('__') && !isMet(parent, name, isEntity)) {
        unmet.push(`${parent.name}.${node.name.value}`);
      } else if (node.selectionSet) {
        walk(node.selectionSet, parent && typeOfField(parent, name), false);
      }
    }
  };

  if (!requires) {
    walk(definition.selectionSet, subgraph.schemaDefinition.rootType(definition.operation), false);
    return unmet;
  }
  for (const entities of definition.selectionSet.selections) {
    if (entities.kind === Kind.FIELD && entities.selectionSet) walk(entities.selectionSet, undefined, true);
  }
  return unmet;
}

/** @param isEntity true for a field of the entities that the fetch asks for, false for one further down */
type IsMet = (type: ObjectType, name: string, isEntity: boolean) => boolean;

function createMet(
  requires: readonly QueryPlanSelectionNode[],
  demands: SubgraphDemands,
  supergraph: GraphQLSchema,
): IsMet {
  return (type, name, isEntity) => {
    const field = type.field(name);
    if (!field || demands.isForeign(field)) return false;
    const required = demands.requiredBy(field);
    if (!required || demands.hasItself(type, required, !isEntity)) return true;
    if (!isEntity) return false;
    const told = representationsOf(type.name, requires, supergraph);
    return told.length > 0 && told.every((selections) => tells(selections, required));
  };
}

/** What is told of entities that a subgraph may be asked about as this type: for each type that the representations know. */
function representationsOf(
  type: string,
  requires: readonly QueryPlanSelectionNode[],
  supergraph: GraphQLSchema,
): QueryPlanSelectionNode[][] {
  const fragments = requires.flatMap((node) =>
    node.kind === 'InlineFragment' && node.typeCondition !== undefined
      ? [{ condition: node.typeCondition, selections: node.selections }]
      : [],
  );
  return fragments
    .filter(({ condition }) => isOfType(condition, type, supergraph) || isOfType(type, condition, supergraph))
    .map((one) =>
      fragments
        .filter(({ condition }) => isOfType(one.condition, condition, supergraph))
        .flatMap(({ selections }) => selections),
    );
}

function isOfType(name: string, other: string, schema: GraphQLSchema): boolean {
  if (name === other) return true;
  const [type, abstract] = [schema.getType(name), schema.getType(other)];
  return isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type);
}

/** What is required of one type only is not looked for: the planner leaves out types that cannot stand there. */
export function tells(selections: readonly QueryPlanSelectionNode[], required: SelectionSetNode): boolean {
  return required.selections.every((field) => {
    if (field.kind !== Kind.FIELD) return true;
    const given = fieldsCalled(selections, field.name.value);
    const inside = given.flatMap((one) => (one.kind === 'Field' ? (one.selections ?? []) : []));
    return given.length > 0 && (!field.selectionSet || tells(inside, field.selectionSet));
  });
}

function fieldsCalled(selections: readonly QueryPlanSelectionNode[], name: string): QueryPlanSelectionNode[] {
  return selections.flatMap((one) => {
    if (one.kind === 'InlineFragment') return fieldsCalled(one.selections, name);
    return one.name === name ? [one] : [];
  });
}
