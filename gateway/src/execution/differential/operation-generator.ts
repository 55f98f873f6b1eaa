import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import type { Random } from './random.ts';

/** An operation that is valid for its schema, with variables that fit. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Generating {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly definitions: Map<string, string>;
  readonly variables: Record<string, unknown>;
  readonly fragments: string[];
  /** How many more fields there may be. */
  room: number;
}

/** Makes up operations until one is valid: fields that meet under one name may not differ, which is not looked at before. */
export function generateOperation(schema: GraphQLSchema, random: Random, isMutation = false): GeneratedOperation {
  for (let attempt = 0; attempt < 100; attempt++) {
    const generated = attemptOperation(schema, random, isMutation);
    if (validate(schema, parse(generated.query)).length === 0) return generated;
  }
  throw new Error('no valid operation in a hundred attempts');
}

function attemptOperation(schema: GraphQLSchema, random: Random, isMutation: boolean): GeneratedOperation {
  const generating: Generating = {
    ...{ schema, random, definitions: new Map(), variables: {}, fragments: [] },
    room: 4 + random.below(random.chance(0.2) ? 120 : 30),
  };
  const root = (isMutation ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
  const selection = selectionSet(root, generating, 0);
  const definitions = [...generating.definitions].map(([name, type]) => `$${name}: ${type}`);
  const head = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  const name = random.chance(0.8) ? ' Generated' : '';
  const keyword = isMutation ? 'mutation' : 'query';
  return {
    query: [`${keyword}${name}${head} ${selection}`, ...generating.fragments].join('\n'),
    variables: generating.variables,
  };
}

function selectionSet(type: GraphQLCompositeType, generating: Generating, depth: number): string {
  const { random } = generating;
  const parts: string[] = [];
  const wanted = 1 + random.below(depth === 0 ? 4 : 5);
  for (let i = 0; i < wanted; i++) {
    const part = selection(type, generating, depth);
    if (part) parts.push(part);
  }
  if (parts.length === 0 || random.chance(0.15)) parts.push(random.chance(0.2) ? 'kind_: __typename' : '__typename');
  return `{ ${parts.join(' ')} }`;
}

function selection(type: GraphQLCompositeType, generating: Generating, depth: number): string | undefined {
  const { random } = generating;
  if (depth === 0 && random.chance(0.03)) return introspection(generating);
  const isFragment = isUnionType(type) || random.chance(isAbstractType(type) ? 0.5 : 0.08);
  if (!isFragment && !isUnionType(type)) return fieldSelection(type, generating, depth);
  if (depth > 7) return undefined;
  const condition = isAbstractType(type) ? pickCondition(type, generating) : type;
  const body = selectionSet(condition, generating, depth + 1);
  const directive = conditionDirective(generating, 0.08);
  if (random.chance(0.3)) {
    const name = `F${generating.fragments.length}`;
    generating.fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name}${directive}${random.chance(0.1) ? ` ...${name}` : ''}`;
  }
  const on = condition === type && random.chance(0.5) ? '' : ` on ${condition.name}`;
  return `...${on}${directive} ${body}`;
}

function pickCondition(type: GraphQLCompositeType, { schema, random }: Generating): GraphQLCompositeType {
  if (!isAbstractType(type)) return type;
  const others = Object.values(schema.getTypeMap()).filter(
    (other): other is GraphQLCompositeType =>
      isAbstractType(other) &&
      schema.getPossibleTypes(other).some((possible) => schema.isSubType(type, possible)) &&
      !other.name.startsWith('__'),
  );
  return random.chance(0.15) ? random.pick(others) : random.pick(schema.getPossibleTypes(type));
}

function fieldSelection(
  type: Exclude<GraphQLCompositeType, { getTypes(): unknown }>,
  generating: Generating,
  depth: number,
): string | undefined {
  const { random } = generating;
  const fields = Object.values(type.getFields());
  const objects = fields.filter(({ type: fieldType }) => isCompositeType(getNamedType(fieldType)));
  // What leads on is what there is to see.
  const field = random.pick(objects.length > 0 && depth < 5 && random.chance(0.5) ? objects : fields);
  const named = getNamedType(field.type);
  if (generating.room <= 0 || (isCompositeType(named) && depth > 6)) return undefined;
  generating.room -= 1;
  const args = argumentsOf(field, generating);
  // Values of equal arguments may meet under one name; others get a name of their own.
  const alias = args || random.chance(0.12) ? `${field.name}${random.below(1000)}: ` : '';
  const directive = conditionDirective(generating, 0.07);
  const below = isCompositeType(named) ? ` ${selectionSet(named, generating, depth + 1)}` : '';
  return `${alias}${field.name}${args}${directive}${below}`;
}

function argumentsOf(field: GraphQLField<unknown, unknown>, generating: Generating): string {
  const given = field.args.filter((arg) => needsValue(arg) || generating.random.chance(0.6));
  return given.length > 0 ? `(${given.map((arg) => `${arg.name}: ${argumentValue(arg, generating)}`).join(', ')})` : '';
}

function needsValue(arg: Pick<GraphQLArgument, 'type' | 'defaultValue'>): boolean {
  return isNonNullType(arg.type) && arg.defaultValue === undefined;
}

function argumentValue(arg: GraphQLArgument, generating: Generating): string {
  if (!generating.random.chance(0.35)) return literal(inputValue(arg.type, generating), arg.type);
  const name = `v${generating.definitions.size}`;
  generating.definitions.set(name, String(arg.type));
  if (needsValue(arg) || generating.random.chance(0.85)) generating.variables[name] = inputValue(arg.type, generating);
  return `$${name}`;
}

function inputValue(type: GraphQLInputType, generating: Generating): unknown {
  const { random } = generating;
  if (isNonNullType(type)) return inputValue(type.ofType, generating);
  if (isListType(type)) {
    return Array.from({ length: random.below(3) }, () => inputValue(type.ofType, generating) ?? null);
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => needsValue(field) || random.chance(0.6));
    return Object.fromEntries(fields.map((field) => [field.name, inputValue(field.type, generating)]));
  }
  if (type.name === 'Int') return random.below(4);
  if (type.name === 'Float') return random.below(4) + 0.5;
  return type.name === 'Boolean' ? random.chance(0.5) : `Text ${random.below(9)} "ä"`;
}

function literal(value: unknown, type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, named)).join(', ')}]`;
  if (value !== null && typeof value === 'object' && isInputObjectType(named)) {
    const members = Object.entries(value).map(
      ([name, item]) => `${name}: ${literal(item, named.getFields()[name]?.type as GraphQLInputType)}`,
    );
    return `{ ${members.join(', ')} }`;
  }
  return isEnumType(named) && value !== null ? String(value) : JSON.stringify(value);
}

function conditionDirective(generating: Generating, probability: number): string {
  const { random } = generating;
  if (!random.chance(probability)) return '';
  const name = random.pick(['skip', 'include']);
  if (random.chance(0.3)) return ` @${name}(if: ${random.chance(0.5)})`;
  // Few names, so that one variable decides about several fields.
  const variable = `if${random.below(3)}`;
  if (!generating.definitions.has(variable)) {
    const hasDefault = random.chance(0.3);
    generating.definitions.set(variable, hasDefault ? `Boolean! = ${random.chance(0.5)}` : 'Boolean!');
    if (!hasDefault || random.chance(0.5)) generating.variables[variable] = random.chance(0.5);
  }
  return ` @${name}(if: $${variable})`;
}

function introspection({ schema, random }: Generating): string {
  const types = Object.keys(schema.getTypeMap());
  return random.chance(0.5)
    ? `__type(name: "${random.pick(types)}") { kind name fields { name type { name } } }`
    : '__schema { queryType { name } }';
}
