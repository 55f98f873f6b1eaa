import { readFileSync } from 'node:fs';
import { signToken } from '@gkz-qe/infra/identity/issuer.ts';
import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import { roles } from '@gkz-qe/kit/viewer.ts';
import { generatedPaths } from '@gkz-qe/schema/generated-files.ts';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { expect, test } from 'vitest';
import { countableByAnalysts } from '../support/countable.ts';
import { coordinator } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, dataDir } = await useSharedSystem();
const api = buildSchema(readFileSync(generatedPaths.api, 'utf8'));
const fields = Object.values(api.getQueryType()?.getFields() ?? {});

const everything = { sub: 'all', roles, association: 'staedtetag', advisor_id: sampleAdvisorOf('staedtetag') };
const authorization = `Bearer ${await signToken(dataDir, everything, '5m')}`;

/** How many objects deep one looks from each root field: deeper, the gateway would find the operations too large. */
const depth = 3;

/** Arguments with which a root field has something to show; all others get the plainest value that the contract allows. */
const telling: Readonly<Record<string, string>> = {
  case: `id: "${await findCase()}"`,
  gemeinde: 'ags: "08326074"',
  landkreis: 'ags: "08326"',
  kommunen: 'first: 3',
  cases: 'first: 3',
  project: `id: "${await findProject()}"`,
  projects: 'first: 3',
  event: `id: "${await findEvent()}"`,
  events: 'first: 3',
  twins: 'kommune: "08326074"',
  similarCases: `case: "${await findCase()}"`,
  fundingCheck: `case: "${await findCase()}"`,
  routing: 'input: { place: { name: "Malsch" }, inquirerKind: KOMMUNE }',
  staedtetagMember: 'ags: "08326074"',
  gemeindetagMember: 'ags: "08326074"',
  landkreistagMember: 'ags: "08326"',
  statistics: 'input: { dimensions: [TOPIC, ASSOCIATION] }',
  unreachedKommunen: 'first: 3',
  caseDensity: 'by: REGIERUNGSBEZIRK',
  firstAnswerTimes: 'per: YEAR',
  staedtetagAdvisor: `id: "${sampleAdvisorOf('staedtetag')}"`,
  gemeindetagAdvisor: `id: "${sampleAdvisorOf('gemeindetag')}"`,
  landkreistagAdvisor: `id: "${sampleAdvisorOf('landkreistag')}"`,
};

/** What may stand beside the data: something that even who has every role may not see, or not yet, or an argument made up here. */
const understandable = /^(FORBIDDEN|CONFLICT|UNAUTHORIZED_FIELD_OR_TYPE|BAD_USER_INPUT|NOT_FOUND)$/;

test.each(fields.map((field) => ({ name: field.name, field })))(
  'every field below $name answers',
  async ({ field }) => {
    const operation = `{ answer: ${field.name}${argumentsOf(field, telling[field.name])} ${selectionOf(field.type, depth)} }`;

    const { status, data, errors } = await graph(operation, {}, { authorization });

    expect(status, JSON.stringify(errors)).toBe(200);
    expect(errors.filter(({ extensions }) => !understandable.test(extensions.code))).toEqual([]);
    if (telling[field.name]) expect(data.answer).not.toBeNull();
  },
);

test.each(fields.map((field) => ({ name: field.name, field })))(
  'no field below $name counts cases for an analyst',
  async ({ field }) => {
    const operation = `{ answer: ${field.name}${argumentsOf(field, telling[field.name])} ${selectionOf(field.type, depth)} }`;

    const { data } = await graph(operation, {}, { role: 'analyst' });

    const found = countsIn({ __typename: 'Query', [field.name]: data?.answer });
    expect([...found].filter((name) => !countableByAnalysts.has(name))).toEqual([]);
  },
);

/** Where in an answer numbers are, and lists that are not empty, as `Type.field`. */
function countsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const entry of value) countsIn(entry, found);
  else if (typeof value === 'object' && value !== null) {
    const { __typename: type, ...fields } = value as Readonly<Record<string, unknown>>;
    for (const [name, inner] of Object.entries(fields)) {
      if (typeof inner === 'number' || (Array.isArray(inner) && inner.length > 0)) found.add(`${type}.${name}`);
      countsIn(inner, found);
    }
  }
  return found;
}

/** A case with as much in it as possible. */
async function findCase(): Promise<string> {
  const { data } = await graph(
    '{ cases(first: 1, filter: { status: [IN_CONSULTATION], association: [STAEDTETAG] }) { nodes { id } } }',
    {},
    coordinator,
  );
  return data.cases.nodes[0].id;
}

/** A project that everybody may read. */
async function findEvent(): Promise<string> {
  const { data } = await graph('{ events(first: 1) { nodes { id } } }');
  return data.events.nodes[0].id;
}

async function findProject(): Promise<string> {
  const { data } = await graph('{ projects(first: 1) { nodes { id } } }');
  return data.projects.nodes[0].id;
}

function argumentsOf(field: GraphQLField<unknown, unknown>, given?: string): string {
  const required = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${plainest(type)}`);
  const pages = field.args.filter(isPageSize).map(({ name }) => `${name}: 2`);
  const text = given ?? [...required, ...pages].join(', ');
  return text && `(${text})`;
}

function isPageSize(argument: GraphQLArgument): boolean {
  return argument.name === 'first' && !isRequiredArgument(argument);
}

function plainest(type: GraphQLInputType): string {
  if (isNonNullType(type)) return plainest(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${plainest(field.type)}`).join(', ')} }`;
  }
  return { Int: '2', Boolean: 'true', Date: '"2026-01-01"', ID: '"1"' }[type.name] ?? '"x"';
}

/** All fields, as deep as given; of interfaces and unions those of all their types. */
function selectionOf(type: GraphQLOutputType, rest: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  const objects = isAbstractType(named) ? api.getPossibleTypes(named) : [named];
  const parts = objects.map((object) => {
    const known = Object.values(object.getFields()).filter(
      (field) => rest > 1 || !isCompositeType(getNamedType(field.type)),
    );
    const selections = known.map((field) => `${field.name}${argumentsOf(field)} ${selectionOf(field.type, rest - 1)}`);
    return isAbstractType(named) ? `... on ${object.name} { ${selections.join(' ')} }` : selections.join(' ');
  });
  return `{ __typename ${parts.join(' ')} }`;
}
