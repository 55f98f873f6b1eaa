import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';

/** Fragments inside a fragment on an interface, where the field itself answers an object: the stock gateway loses these fields. */
function losesFields(type: GraphQLCompositeType, of: GraphQLCompositeType): boolean {
  return isAbstractType(type) && !isAbstractType(of);
}

/** Numbers from 0 to below `limit`, always the same ones for one seed. */
function createDice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/**
 * Writes an operation with aliases, repeated fields, inline and named fragments on all kinds of types, conditions and
 * `__typename`, the same for the same seed.
 */
export function writeRandomOperation(schema: GraphQLSchema, seed: number): string {
  const dice = createDice(seed);
  const fragments: string[] = [];
  let aliases = 0;

  /** @param of the type of the field whose selection this is, however deep in fragments */
  function selection(type: GraphQLCompositeType, of: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + dice(4) }, () => part(type, of, depth));
    // An object of which nothing is asked in the end the stock gateway takes for none.
    if (parts.every((text) => text.includes('@'))) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  function part(type: GraphQLCompositeType, of: GraphQLCompositeType, depth: number): string {
    const choice = dice(10);
    if (choice === 0 && depth > 0) return '__typename';
    if (choice <= 3 && depth < 6 && !losesFields(type, of)) return fragment(type, of, depth);
    const field = pickField(type);
    return field ? writeField(field, depth) : '__typename';
  }

  function fragment(type: GraphQLCompositeType, of: GraphQLCompositeType, depth: number): string {
    const condition = pickRelated(type);
    const body = selection(condition, of, depth + 1);
    if (dice(3) > 0) return `... on ${condition.name} ${when()} ${body}`;
    const name = `F${fragments.length}x${dice(1e6)}`;
    fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name} ${when()}`;
  }

  function when(): string {
    return ['', '', '', '@include(if: $yes)', '@skip(if: $yes)', '@include(if: true)'][dice(6)] ?? '';
  }

  function pickField(type: GraphQLCompositeType): GraphQLField<unknown, unknown> | undefined {
    if (isUnionType(type)) return undefined;
    const fields = Object.values(type.getFields());
    return fields[dice(fields.length)];
  }

  function pickRelated(type: GraphQLCompositeType): GraphQLCompositeType {
    const objects: readonly GraphQLObjectType[] = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const object = objects[dice(objects.length)] ?? type;
    const related = Object.values(schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType =>
        other === object ||
        other === type ||
        (isAbstractType(other) && schema.isSubType(other, object as GraphQLObjectType)),
    );
    return related[dice(related.length)] ?? type;
  }

  function writeField(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const given = field.args.filter(({ name }) => name === 'id').map(({ name }) => `${name}: "c1"`);
    const called = given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
    const alias = dice(3) === 0 ? `a${aliases++}: ` : '';
    if (!isCompositeType(type)) return `${alias}${called} ${when()}`;
    if (depth >= 6) return `${alias}${called} ${when()} { __typename }`;
    return `${alias}${called} ${when()} ${selection(type, type, depth + 1)}`;
  }

  const kind = dice(8) === 0 ? 'mutation' : 'query';
  const root = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  const body = root ? selection(root, root, 0) : '{ __typename }';
  return `${kind} Q($yes: Boolean = true) ${body}\n${fragments.join('\n')}`;
}
