import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type SampleObject, sampleEntity, sampleValue } from './sample-value.ts';
import { entitiesPerType, parseFields, type SampleWorld } from './sample-world.ts';

/**
 * Makes a subgraph that makes up its data: every value follows from what it is a value of, so that all subgraphs agree
 * and every answer can be repeated. A field with `@requires` answers what it was sent, so that it is seen whether that
 * was right.
 */
export function createSampleSubgraph(document: DocumentNode, world: SampleWorld): GraphQLSchema {
  const schema = buildSubgraphSchema(document);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isUnionType(type) || isInterfaceType(type)) type.resolveType = (value) => (value as SampleObject).__typename;
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.name.startsWith('_')) field.resolve = createResolver(type, field.name, world, schema);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const resolveReference = createReferenceResolver(type.name, world, schema);
    type.extensions = {
      ...type.extensions,
      apollo: { ...(type.extensions.apollo ?? {}), subgraph: { resolveReference } },
    };
  }
  return schema;
}

function createResolver(
  type: GraphQLObjectType,
  name: string,
  world: SampleWorld,
  schema: GraphQLSchema,
): GraphQLFieldResolver<SampleObject | undefined, unknown> {
  const field = type.getFields()[name];
  const required = requiredFields(field?.astNode?.directives);
  return (source, args) => {
    if (!field) return null;
    const inArgs = Object.keys(args).length > 0 ? JSON.stringify(args) : '';
    const from = required ? JSON.stringify(pickFields(source?.representation ?? {}, required)) : '';
    const seed = `${source?.key ?? type.name}.${name}${inArgs}${from}`;
    return sampleValue(field.type, seed, world.isNeeded(name), world, schema);
  };
}

function requiredFields(
  directives: readonly { name: { value: string }; arguments?: readonly { value: unknown }[] }[] | undefined,
): SelectionSetNode | undefined {
  const value = directives?.find(({ name }) => name.value === 'requires')?.arguments?.[0]?.value;
  const fields = value as { kind: string; value: string } | undefined;
  return fields?.kind === Kind.STRING ? parseFields(fields.value) : undefined;
}

/** Only what is selected, in that order. What is missing is `missing`: the gateway should not have sent the rest. */
function pickFields(value: unknown, selectionSet: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => pickFields(item, selectionSet));
  if (typeof value !== 'object' || value === null) return value;
  const picked: Record<string, unknown> = {};
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) Object.assign(picked, pickFields(value, selection.selectionSet));
    if (selection.kind !== Kind.FIELD) continue;
    const field = (value as Record<string, unknown>)[selection.name.value];
    const below = selection.selectionSet ? pickFields(field, selection.selectionSet) : field;
    picked[selection.name.value] = below === undefined ? 'missing' : below;
  }
  return picked;
}

function createReferenceResolver(typename: string, world: SampleWorld, schema: GraphQLSchema) {
  const concrete = world.implementations(typename);
  const candidates = (concrete.length > 0 ? concrete : [typename]).flatMap((type) =>
    Array.from({ length: entitiesPerType }, (_, number) => {
      const isObjectHere = isObjectType(schema.getType(typename));
      return sampleEntity(isObjectHere ? typename : type, number, type);
    }),
  );
  return async (representation: Record<string, unknown>) => {
    const found = candidates.find((candidate) => agrees(candidate, representation, world, schema));
    return found ? { ...found, representation } : null;
  };
}

/** True if everything in the representation that could be part of a key is a value of the candidate. */
function agrees(
  candidate: SampleObject,
  representation: Record<string, unknown>,
  world: SampleWorld,
  schema: GraphQLSchema,
): boolean {
  const type = schema.getType(candidate.__typename);
  if (!isObjectType(type)) return false;
  let compared = 0;
  for (const [name, value] of Object.entries(representation)) {
    const field = type.getFields()[name];
    const isExternal = field?.astNode?.directives?.some((directive) => directive.name.value === 'external');
    if (!field || isExternal) continue;
    const own = sampleValue(field.type, `${candidate.key}.${name}`, world.isNeeded(name), world, schema);
    if (isLeafType(getNamedType(field.type))) {
      if (JSON.stringify(own) !== JSON.stringify(value)) return false;
      compared++;
    } else if (own && value && !Array.isArray(value)) {
      if (!agrees(own as SampleObject, value as Record<string, unknown>, world, schema)) return false;
      compared++;
    }
  }
  return compared > 0;
}
