import type { Role } from '@gkz-qe/kit/viewer.ts';
import fc from 'fast-check';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAsBelieved, rightsOf } from '../testing/believed-answer.ts';
import { composeApi } from '../testing/compose.ts';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import { startIssuer, type TestIssuer } from '../testing/issuer.ts';
import { writeRandomOperation } from '../testing/random-operation.ts';
import { rightsSubgraphs, rolesInTests } from '../testing/rights.fixture.ts';

let schema: GraphQLSchema;
let issuer: TestIssuer;
let gateway: TestGateway;
const tokens = new Map<string, string>();

beforeAll(async () => {
  schema = composeApi(rightsSubgraphs);
  issuer = await startIssuer();
  gateway = await startGateway(rightsSubgraphs, {
    ...issuer.env,
    ...{ MAX_ALIASES: '1000', MAX_ROOT_FIELDS: '1000', MAX_DIRECTIVES: '1000', MAX_DEPTH: '50', COST_BUDGETS: 'off' },
  });
  for (const roles of rolesInTests) if (roles) tokens.set(roles.join(), await issuer.sign({ roles }));
});

afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  await issuer?.[Symbol.asyncDispose]();
});

function ask(query: string, roles: readonly Role[] | null, variables?: object) {
  return gateway.ask(query, { token: roles ? tokens.get(roles.join()) : undefined, variables });
}

/** All markers like `[case:read]` in a text, of which the viewer lacks the scope. */
function leaksIn(text: string, rights: ReadonlySet<string>): readonly string[] {
  const markers = [...text.matchAll(/\[([a-z: &]+)\]/g)].flatMap(([, scopes = '']) => scopes.split(' & '));
  return markers.filter((scope) => !rights.has(scope));
}

test('generated operations never show what is hidden and never refuse what is allowed, whoever asks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), fc.constantFrom(...rolesInTests), async (seed, roles) => {
      const query = writeRandomOperation(schema, seed);
      fc.pre(validate(schema, parse(query)).length === 0);
      const rights = rightsOf(roles);
      for (const { calls } of Object.values(gateway.subgraphs)) calls.length = 0;
      const { body } = await ask(query, roles);
      const fetched = Object.values(gateway.subgraphs).flatMap(({ calls }) => calls.map(({ answer }) => answer));
      const believed = answerAsBelieved(schema, query, rights);
      expect(leaksIn(JSON.stringify(body) + fetched.join(), rights)).toEqual([]);
      expect(body.data).toEqual(JSON.parse(JSON.stringify(believed.data)));
      expect((body.errors ?? []).map(({ path }: { path: string[] }) => path.join('.')).sort()).toEqual(believed.paths);
      for (const error of body.errors ?? []) expect(error.extensions).toEqual({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
    }),
    { numRuns: 150 },
  );
}, 60_000);

/** What the last call to a subgraph asked for. */
const lastQuery = (subgraph: string) => gateway.subgraphs[subgraph]?.calls.at(-1)?.query ?? '';
const callCount = () => Object.values(gateway.subgraphs).reduce((sum, { calls }) => sum + calls.length, 0);
const refusal = (...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });

test('a field that one may not see is null with an error at its path, and no subgraph is asked for it', async () => {
  const { status, body } = await ask('{ kommune { name reached: caseCount } }', null);
  expect(status).toBe(200);
  expect(body).toEqual({ data: { kommune: { name: 'Bühl', reached: null } }, errors: [refusal('kommune', 'reached')] });
  expect(lastQuery('cases')).not.toContain('caseCount');
});

test('where nothing is left of an operation, nobody is called', async () => {
  const before = callCount();
  const { body } = await ask('{ case(id: "c1") { title notes { text } } }', ['analyst']);
  expect(body).toEqual({ data: { case: null }, errors: [refusal('case')] });
  expect(callCount()).toBe(before);
});

test('a null that may not be there moves up to the next place that may be null', async () => {
  const { body } = await ask('{ kommune { name plan } }', ['analyst']);
  expect(body).toEqual({ data: { kommune: null }, errors: [refusal('kommune', 'plan')] });
});

test('through an interface, each type keeps its own rules', async () => {
  const query = '{ sureNodes { __typename title owner { name } } }';
  const { body } = await ask(query, ['privacy_officer']);
  expect(body.data.sureNodes[0]).toEqual({ __typename: 'Event', title: 'Messe', owner: { name: 'Otto' } });
  const forAdvisor = await ask('{ nodes { __typename title ... on Event { contact } } }', ['analyst']);
  expect(forAdvisor.body.data.nodes).toEqual([null, null, null]);
  expect(forAdvisor.body.errors).toEqual([refusal('nodes', 0), refusal('nodes', 1, 'contact')]);
});

test('an object of a hidden type does not even tell that it is one', async () => {
  const { body } = await ask('{ hits { __typename ... on Case { id } } }', null);
  expect(body.data).toEqual({ hits: null });
  expect(body.errors).toEqual([refusal('hits', 1)]);
  expect(JSON.stringify(body)).not.toContain('Case');
});

test('a change that one may not make is not made', async () => {
  const before = callCount();
  const { body } = await ask('mutation { ...M } fragment M on Mutation { x: close(id: "c1") { done } }', ['analyst']);
  expect(body).toEqual({ data: { x: null }, errors: [refusal('x')] });
  expect(callCount()).toBe(before);
});

test('a change that one may make is made, and what one may not see of its result stays hidden', async () => {
  const { body } = await ask('mutation { greet close(id: "c1") { done } }', ['coordinator']);
  expect(body).toEqual({ data: { greet: 'Hallo', close: { done: true } } });
});

test('a condition that leaves a hidden field out leaves its error out, too', async () => {
  const query = 'query ($more: Boolean!) { kommune { name caseCount @include(if: $more) } }';
  expect((await ask(query, null, { more: false })).body).toEqual({ data: { kommune: { name: 'Bühl' } } });
  expect((await ask(query, null, { more: true })).body.errors).toEqual([refusal('kommune', 'caseCount')]);
});

test('the schema shows only what one may see, whatever way one asks', async () => {
  const query = `{ __schema { types { name fields { name } possibleTypes { name } } } case: __type(name: "Case") { name }
    node: __type(name: "Node") { possibleTypes { name } } kommune { name } }`;
  const { body } = await ask(query, null);
  const types = new Map(body.data.__schema.types.map((type: { name: string }) => [type.name, JSON.stringify(type)]));
  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    case: null,
    node: { possibleTypes: [{ name: 'Event' }] },
    kommune: { name: 'Bühl' },
  });
  expect([types.has('Note'), types.has('Level'), types.has('Work'), types.has('CloseResult')]).toEqual(
    Array(4).fill(false),
  );
  expect(types.get('Kommune')).not.toMatch(/caseCount|plan/);
  const named = await ask('query ($n: String!) { ...S } fragment S on Query { t: __type(name: $n) { name } }', null, {
    n: 'Note',
  });
  expect(named.body).toEqual({ data: { t: null } });
});

test('who may see more is shown more of the schema', async () => {
  const { body } = await ask('{ __type(name: "Case") { fields { name } } }', ['coordinator']);
  expect(body.data.__type.fields.map(({ name }: { name: string }) => name)).toContain('deadline');
});

test('a mistake in a query is answered without naming what might have been meant', async () => {
  const { status, body } = await ask('{ kommune { caseCoun } }', null);
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(JSON.stringify(body)).not.toContain('caseCount');
});

test('no field may answer under the name by which types are told apart', async () => {
  const { status, body } = await ask('{ node(id: 1) { __typename: title } }', null);
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});

test('names that mean something to JavaScript are names like any other', async () => {
  const { body } = await ask(
    '{ __proto__: kommune { constructor: caseCount toString: name } hasOwnProperty: me { id } }',
    null,
  );
  expect(JSON.stringify(body.data)).toBe('{"__proto__":{"constructor":null,"toString":"Bühl"},"hasOwnProperty":null}');
});
