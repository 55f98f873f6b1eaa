import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostRules } from './cost-rules.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Tells fields of an answer how long they will be: from the `@listSize` of the field above them. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

export interface CostInput {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  /** For lists that nobody described. */
  readonly listSize: number;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As sent. */
  readonly variables: Variables;
}

/** A change costs at least this much. */
const mutationCost = 10;

/**
 * Estimates what an operation costs at most, before it runs: an object counts 1, a plain value 0, a list as many times as it may
 * be long, and `@cost` says where it is otherwise (IBM's cost specification, as Apollo uses it).
 */
export function estimateCost(input: CostInput): number {
  const { schema, rules, document, operation } = input;
  const variables = { ...defaultsOf(operation), ...input.variables };
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const root = schema.getRootType(operation.operation);
  const start = operation.operation === 'mutation' ? mutationCost : 0;
  return root ? start + ofSet(operation.selectionSet, root, undefined) : start;

  function ofSet(set: SelectionSetNode, parent: GraphQLCompositeType, sized: Sized | undefined): number {
    let sum = 0;
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) sum += ofField(node, parent, sized);
      else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        if (fragment) sum += ofSet(fragment.selectionSet, isCompositeType(condition) ? condition : parent, sized);
      }
    }
    return sum;
  }

  function ofField(node: FieldNode, parent: GraphQLCompositeType, sized: Sized | undefined): number {
    const name = node.name.value;
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    if (!field) return 0;
    const coordinates = coordinatesOf(parent, name);
    const given = argumentsOf(node, field, variables);
    const { size, inner } = sizeOf(coordinates, given);
    const type = getNamedType(field.type);
    const weight = heaviest(coordinates) ?? rules.weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
    const below = node.selectionSet && isCompositeType(type) ? ofSet(node.selectionSet, type, inner) : 0;
    const times = isListType(getNullableType(field.type))
      ? ((sized?.fields.includes(name) ? sized.size : undefined) ?? (inner ? undefined : size) ?? input.listSize)
      : 1;
    return times * (weight + below) + ofArguments(coordinates, field, given);
  }

  /** Through an interface, the types behind it may say more than it does. */
  function coordinatesOf(parent: GraphQLCompositeType, field: string): readonly string[] {
    const types = isObjectType(parent) ? [parent] : [parent, ...schema.getPossibleTypes(parent)];
    return types.map((type) => `${type.name}.${field}`);
  }

  function heaviest(coordinates: readonly string[]): number | undefined {
    const weights = coordinates.flatMap((coordinate) => rules.weights.get(coordinate) ?? []);
    return weights.length > 0 ? Math.max(...weights) : undefined;
  }

  function sizeOf(coordinates: readonly string[], given: Variables) {
    const known = coordinates.flatMap((coordinate) => rules.listSizes.get(coordinate) ?? []);
    const sizes = known.flatMap((rule) => {
      const asked = rule.slicingArguments.map((name) => given[name]).filter((value) => typeof value === 'number');
      return asked.length > 0 ? [Math.max(0, ...asked)] : (rule.assumedSize ?? []);
    });
    const size = sizes.length > 0 ? Math.max(...sizes) : undefined;
    const fields = known.flatMap((rule) => rule.sizedFields);
    const inner: Sized | undefined = fields.length > 0 ? { fields, size: size ?? input.listSize } : undefined;
    return { size, inner };
  }

  function ofArguments(
    coordinates: readonly string[],
    field: GraphQLField<unknown, unknown>,
    given: Variables,
  ): number {
    return field.args.reduce((sum, { name, type }) => {
      if (given[name] === undefined) return sum;
      const own = heaviest(coordinates.map((coordinate) => `${coordinate}(${name}:)`)) ?? 0;
      return sum + own + ofInput(type, given[name]);
    }, 0);
  }

  function ofInput(type: GraphQLInputType, value: unknown): number {
    if (rules.weights.size === 0 || value === null) return 0;
    if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + ofInput(type, item), 0);
    const named = getNamedType(type);
    if (!isInputObjectType(named) || typeof value !== 'object') return 0;
    return Object.entries(value as Variables).reduce((sum, [name, part]) => {
      const field = named.getFields()[name];
      return field ? sum + (rules.weights.get(`${named.name}.${name}`) ?? 0) + ofInput(field.type, part) : sum;
    }, 0);
  }
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

/** The arguments of a field as they will arrive: written, from variables, or by default. */
function argumentsOf(node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables): Variables {
  if (field.args.length === 0) return {};
  const defaults = field.args.flatMap(({ name, defaultValue }) =>
    defaultValue === undefined ? [] : [[name, defaultValue]],
  );
  const written = (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]);
  return Object.fromEntries([...defaults, ...written.filter(([, value]) => value !== undefined)]);
}
