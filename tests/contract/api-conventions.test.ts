import { readFileSync } from 'node:fs';
import { generatedPaths } from '@gkz-qe/schema/generated-files.ts';
import { readSubgraphSdl, subgraphs } from '@gkz-qe/schema/subgraphs.ts';
import {
  buildSchema,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  Kind,
  type TypeNode,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const api = buildSchema(readFileSync(generatedPaths.api, 'utf8'));
const types = Object.values(api.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything inside a type that clients can see, each with its coordinate (`Type.field(argument:)`). */
function elementsOf(type: GraphQLNamedType): [coordinate: string, element: Described][] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field],
    ...field.args.map((arg): [string, Described] => [`${type.name}.${field.name}(${arg.name}:)`, arg]),
  ]);
}

describe('the public API', () => {
  test('describes every type, field, argument and value', () => {
    const roots = [api.getQueryType(), api.getMutationType()];
    const named = types.filter((type) => !roots.includes(type as never)).map((type) => [type.name, type] as const);
    const elements: (readonly [string, Described])[] = [...named, ...types.flatMap(elementsOf)];

    expect(elements.length).toBeGreaterThan(200);
    expect(elements.filter(([, { description }]) => !description).map(([coordinate]) => coordinate)).toEqual([]);
  });

  test('shows nothing of the change logs and addresses that only subgraphs exchange', () => {
    const coordinates = types.flatMap((type) => [type.name, ...elementsOf(type).map(([coordinate]) => coordinate)]);

    expect(coordinates.filter((coordinate) => /DirectoryChange|MailAddress/i.test(coordinate))).toEqual([]);
  });

  test('gives every mutation one required input and an answer that is a union of results', () => {
    const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
    const irregular = mutations.filter(({ args, type }) => {
      const [input] = args;
      const answer = getNamedType(type);
      const oneInput = args.length === 1 && input?.name === 'input' && isNonNullType(input.type);
      return !oneInput || !isUnionType(answer) || !answer.name.endsWith('Result');
    });

    expect(mutations.length).toBeGreaterThan(0);
    expect(irregular.map(({ name }) => name)).toEqual([]);
  });

  test('pages every list of rows the same way', () => {
    const fields = types.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
    const pages = fields.filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
    const shapes = pages.map(({ type, args }) => {
      const page = getNamedType(type);
      const names = isObjectType(page) ? Object.keys(page.getFields()) : [];
      return [...args.map(({ name }) => name), ...names];
    });

    expect(pages.length).toBeGreaterThan(5);
    for (const shape of shapes) {
      expect(shape).toEqual(expect.arrayContaining(['first', 'after', 'nodes', 'edges', 'totalCount', 'pageInfo']));
    }
  });
});

describe('a field that leads to another owner', () => {
  // Who answers for the fields of a type; all other types belong to the subgraph that defines them.
  const ownerOf = (type: string, subgraph: string): string => {
    if (/^(Kommune|Gemeinde|Landkreis)$/.test(type)) return 'consultation';
    const [, prefix] = type.match(/^(Staedtetag|Gemeindetag|Landkreistag)(Member|Advisor)?$/) ?? [];
    if (prefix) return prefix.toLowerCase();
    const shared = /^(Association|Member|Advisor)$/.test(type);
    return shared && subgraph === 'consultation' ? 'an association' : subgraph;
  };

  test.each(subgraphs.map(({ name }) => name))(
    'is nullable in %s, so that an owner who is down costs nothing else',
    (name) => {
      const definitions = readSubgraphSdl(name).definitions.flatMap((node) =>
        'fields' in node && node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION
          ? (node.fields ?? []).map((field) => ({ type: node.name.value, field: field as FieldDefinitionNode }))
          : [],
      );
      const crossing = definitions.filter(({ field }) => ownerOf(innermost(field.type), name) !== name);

      expect(crossing.length).toBeGreaterThan(0);
      expect(
        crossing.filter(({ field }) => isFirm(field.type)).map(({ type, field }) => `${type}.${field.name.value}`),
      ).toEqual([]);
    },
  );

  function innermost(type: TypeNode): string {
    return type.kind === Kind.NAMED_TYPE ? type.name.value : innermost(type.type);
  }

  /** Whether a row that is null takes with it more than its field or its place in a list. */
  function isFirm(type: TypeNode): boolean {
    if (type.kind !== Kind.NON_NULL_TYPE) return false;
    return type.type.kind !== Kind.LIST_TYPE || isFirm(type.type.type);
  }
});
