import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type OperationTypeNode,
} from 'graphql';
import { createDice, type Dice } from './dice.ts';

/** What an answer may hold under one name: the fields of the contract that can stand behind it, and what is below. */
export interface AskedNode {
  readonly coordinates: Set<string>;
  readonly below: Map<string, AskedNode>;
}

export interface RandomOperation {
  readonly text: string;
  readonly asked: AskedNode;
}

export interface Grammar {
  readonly schema: GraphQLSchema;
  /** Ways to call a root field, `Query.case` → ['(id: "…")']. Root fields without one are not asked for. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
  /** Arguments of fields further down; null where the field is best asked without. */
  readonly argumentsOf: (field: GraphQLField<unknown, unknown>, dice: Dice) => string;
}

const maxDepth = 5;
const maxAliases = 50;

/**
 * Writes an operation with aliases, repeated fields, fragments of both kinds on objects and interfaces, `__typename`, conditions and
 * nested connections, the same for the same seed.
 */
export function writeRandomOperation(grammar: Grammar, seed: number): RandomOperation {
  const { schema, calls, argumentsOf } = grammar;
  const dice = createDice(seed);
  const fragments: string[] = [];
  let names = 0;
  /** With which type a field's own name stands in this operation. */
  const typeOfName = new Map<string, string>();

  function selection(type: GraphQLCompositeType, asked: AskedNode, depth: number): string {
    const parts = Array.from({ length: 1 + dice(4) }, () => part(type, asked, depth));
    return `{ __typename ${parts.join(' ')} }`;
  }

  function part(type: GraphQLCompositeType, asked: AskedNode, depth: number): string {
    // Below the limits of the gateway, so that the operation is answered.
    if (names >= maxAliases) return '__typename';
    const choice = dice(10);
    if (choice <= 2 || isUnionType(type)) return fragment(type, asked, depth);
    const fields = Object.values(type.getFields()).filter((field) =>
      field.args.every((arg) => !isRequiredArgument(arg)),
    );
    const field = fields[dice(fields.length)];
    return field ? writeField(type, field, argumentsOf(field, dice), asked, depth) : '__typename';
  }

  function fragment(type: GraphQLCompositeType, asked: AskedNode, depth: number): string {
    if (depth >= maxDepth) return '__typename';
    const condition = pickRelated(type);
    const body = selection(condition, asked, depth + 1);
    if (dice(3) > 0) return `... on ${condition.name} ${when()} ${body}`;
    const name = `F${fragments.length}x${seed}`;
    fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name} ${when()}`;
  }

  function when(): string {
    return ['', '', '', '@include(if: $yes)', '@skip(if: false)'][dice(5)] ?? '';
  }

  function pickRelated(type: GraphQLCompositeType): GraphQLCompositeType {
    const objects: readonly GraphQLObjectType[] = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const object = objects[dice(objects.length)] ?? (type as GraphQLObjectType);
    const related = [object, ...(object.getInterfaces?.() ?? []).filter((other) => fits(other, type))];
    return related[dice(related.length)] ?? object;
  }

  function fits(other: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
    return !isUnionType(type) || isObjectType(other);
  }

  function writeField(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    given: string,
    asked: AskedNode,
    depth: number,
  ): string {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= maxDepth) return '__typename';
    // Always a name of its own where arguments or types differ, so that no two fields stand in each other's way.
    const fieldType = String(field.type);
    const conflicts = (typeOfName.get(field.name) ?? fieldType) !== fieldType;
    const name = given !== '' || dice(3) === 0 || conflicts ? `a${names++}` : field.name;
    if (name === field.name) typeOfName.set(name, fieldType);
    const node = nodeAt(asked, name);
    for (const owner of isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent]) {
      node.coordinates.add(`${owner.name}.${field.name}`);
    }
    const called = `${name === field.name ? name : `${name}: ${field.name}`}${given} ${when()}`;
    return isCompositeType(type) ? `${called} ${selection(type, node, depth + 1)}` : called;
  }

  function writeRoot(kind: OperationTypeNode, asked: AskedNode): string {
    const root = schema.getRootType(kind);
    const known = [...calls.keys()].filter((coordinate) => coordinate.startsWith(`${root?.name}.`));
    const count = kind === 'query' ? 1 + dice(3) : 1;
    return Array.from({ length: count }, () => {
      const coordinate = known[dice(known.length)] ?? '';
      const field = root?.getFields()[coordinate.split('.')[1] ?? ''];
      const ways = calls.get(coordinate) ?? [];
      return root && field ? writeField(root, field, ways[dice(ways.length)] ?? '', asked, 0) : '__typename';
    }).join(' ');
  }

  const asked: AskedNode = { coordinates: new Set(), below: new Map() };
  const hasMutations = [...calls.keys()].some((coordinate) => coordinate.startsWith('Mutation.'));
  const kind = hasMutations && dice(8) === 0 ? 'mutation' : 'query';
  const body = writeRoot(kind as OperationTypeNode, asked);
  return {
    text: `${kind} Q($yes: Boolean = true) { ...@include(if: $yes) { __typename } ${body} }\n${fragments.join('\n')}`,
    asked,
  };
}

function nodeAt(parent: AskedNode, name: string): AskedNode {
  const node = parent.below.get(name) ?? { coordinates: new Set<string>(), below: new Map<string, AskedNode>() };
  parent.below.set(name, node);
  return node;
}
