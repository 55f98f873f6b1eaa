import {
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { fraction } from './random.ts';
import { entitiesPerType, type SampleWorld } from './sample-world.ts';

/** A sample object. All of its values follow from its key. */
export interface SampleObject {
  readonly __typename: string;
  readonly key: string;
  /** What the gateway sent, if it asked for this object as an entity. */
  readonly representation?: Readonly<Record<string, unknown>>;
}

/** One entity of a type. */
export function sampleEntity(typename: string, number: number, concrete = typename): SampleObject {
  return { __typename: typename, key: `${concrete}:${number}` };
}

/**
 * Makes up a value that depends on nothing but its seed and its type.
 *
 * @param neverNull also where the type would allow it
 */
export function sampleValue(
  type: GraphQLOutputType,
  seed: string,
  neverNull: boolean,
  world: SampleWorld,
  schema: GraphQLSchema,
): unknown {
  if (isNonNullType(type)) return sampleValue(type.ofType, seed, true, world, schema);
  if (!neverNull && fraction(`null ${seed}`) < 0.06) return null;
  if (isListType(type)) {
    const length = Math.floor(fraction(`length ${seed}`) * 5);
    return Array.from({ length }, (_, i) => sampleValue(type.ofType, `${seed}[${i}]`, false, world, schema));
  }
  return sampleNamed(type, seed, world, schema);
}

const texts = ['', ' "quoted" \\ ', ' Größe ß', ' 👋🏽', '\n\t', ''];

function sampleNamed(type: GraphQLNamedOutputType, seed: string, world: SampleWorld, schema: GraphQLSchema): unknown {
  const part = fraction(seed);
  if (isEnumType(type)) return pick(type.getValues(), part).name;
  if (!isScalarType(type)) return sampleObject(type, seed, world, schema);
  switch (type.name) {
    case 'ID':
      return seed;
    case 'String':
      return seed + pick(texts, part);
    case 'Int':
      return Math.floor(part * 2_000_000) - 1_000_000;
    case 'Float':
      return Math.floor(part * 1000) / 8;
    case 'Boolean':
      return part < 0.5;
    default:
      return pick([{ of: seed, list: [1, null, 'two'] }, [seed], seed, 4.5, true], part);
  }
}

function sampleObject(
  type: GraphQLNamedOutputType,
  seed: string,
  world: SampleWorld,
  schema: GraphQLSchema,
): SampleObject {
  const number = Math.floor(fraction(`which ${seed}`) * entitiesPerType);
  const part = fraction(`type ${seed}`);
  if (isInterfaceType(type) || isUnionType(type)) {
    return sampleNamed(pick(schema.getPossibleTypes(type), part), seed, world, schema) as SampleObject;
  }
  if (!isObjectType(type)) throw new Error(`no value for ${type}`);
  const concrete = world.implementations(type.name);
  // An interface that this subgraph knows as an object.
  if (concrete.length > 0) return sampleEntity(type.name, number, pick(concrete, part));
  return world.isEntity(type.name) ? sampleEntity(type.name, number) : { __typename: type.name, key: seed };
}

function pick<Item>(items: readonly Item[], part: number): Item {
  return items[Math.floor(part * items.length)] as Item;
}
