import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import type { SubgraphSource } from '../testing/subgraph.ts';

const one: SubgraphSource = {
  name: 'one',
  typeDefs: `
    type Query { hello: String  node: Node  many(first: Int): [Node!] @listSize(slicingArguments: ["first"], assumedSize: 20) }
    type Mutation { submitInquiry: Boolean  other: Boolean }
    type Node { id: ID node: Node }`,
  resolvers: {
    Query: { hello: () => 'Hallo', node: () => null, many: () => [] },
    Mutation: { submitInquiry: () => true, other: () => true },
  },
};

let gateway: TestGateway;
let folder: string;
const trusted = 'query Greeting {\n  hello # a comment\n}\n';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  writeFileSync(join(folder, 'greeting.graphql'), trusted);
  gateway = await startGateway([one], {
    ...{ MAX_TOKENS: '600', MAX_DEPTH: '6', MAX_ALIASES: '8', MAX_ROOT_FIELDS: '5', MAX_DIRECTIVES: '7' },
    ...{ MAX_DOCUMENT_CHARACTERS: '4000', COST_BUDGETS: 'public=100', TRUSTED_OPERATIONS: folder },
  });
});

afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const nested = (levels: number) => `{ ${'node { '.repeat(levels - 1)}id${' }'.repeat(levels - 1)} }`;
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');
/** Fragments each of which spreads the next one twice. */
const bomb = (levels: number) =>
  `{ node { ...F0 } } ${times(levels, (at) => `fragment F${at} on Node { ...F${at + 1} ... on Node { ...F${at + 1} } }`)}
   fragment F${levels} on Node { id }`;

test.each([
  ['depth', nested(6), nested(7), 'OPERATION_TOO_DEEP', 6],
  [
    'aliases',
    `{ node { ${times(8, (at) => `a${at}: id`)} } }`,
    `{ node { ${times(9, (at) => `a${at}: id`)} } }`,
    'TOO_MANY_ALIASES',
    8,
  ],
  [
    'root fields',
    `{ ${times(5, () => 'hello')} }`,
    `{ ...F } fragment F on Query { ${times(6, () => 'hello')} }`,
    'TOO_MANY_ROOT_FIELDS',
    5,
  ],
  [
    'directives',
    `{ ${times(4, () => 'hello @skip(if: false)')} }`,
    `{ hello ${times(8, () => '@skip(if: false)')} }`,
    'TOO_MANY_DIRECTIVES',
    7,
  ],
  [
    'tokens',
    `{ node { ${times(590, () => 'id')} } }`,
    `{ node { ${times(600, () => 'id')} } }`,
    'TOO_MANY_TOKENS',
    600,
  ],
  ['characters', `{ hello } # ${'x'.repeat(3900)}`, `{ hello } # ${'x'.repeat(4000)}`, 'DOCUMENT_TOO_LONG', 4000],
  ['cost', '{ many(first: 100) { id } }', '{ many(first: 101) { id } }', 'OPERATION_TOO_COSTLY', 100],
])(
  'refuses an operation above the limit of its %s, names the limit, and answers one at the limit',
  async (_what, at, above, code, limit) => {
    expect((await gateway.ask(at)).body.errors).toBeUndefined();
    const { status, body } = await gateway.ask(above);
    expect([status, body.errors[0].extensions]).toEqual([400, expect.objectContaining({ code, limit })]);
    expect(body.errors[0].message).toContain(String(limit));
  },
);

test.each([
  ['fragments that multiply', bomb(30), 'TOO_MANY_TOKENS'],
  ['braces without end', '{ node '.repeat(280), 'OPERATION_TOO_DEEP'],
  ['lists in lists without end', `{ many(first: ${'['.repeat(200)}${']'.repeat(200)}) { id } }`, 'OPERATION_TOO_DEEP'],
  [
    'a fragment that spreads itself',
    '{ node { ...F } } fragment F on Node { node { ...F } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
])('refuses %s before they cost anything', async (_what, query, code) => {
  const { status, body } = await gateway.ask(query);
  expect([status, body.errors[0].extensions.code]).toEqual([400, code]);
});

test('counts the variables that say how long a list may be', async () => {
  const query = 'query ($n: Int) { many(first: $n) { id } }';
  expect((await gateway.ask(query, { variables: { n: 100 } })).status).toBe(200);
  expect((await gateway.ask(query, { variables: { n: 101 } })).status).toBe(400);
  expect((await gateway.ask(query, { variables: { n: 100 } })).status).toBe(200);
});

test('takes a known operation by the hash of its text', async () => {
  const hash = createHash('sha256').update(trusted).digest('hex');
  const send = (body: unknown) =>
    gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const greeting = { data: { hello: 'Hallo' } };
  expect((await send({ documentId: `sha256:${hash}` })).body).toEqual(greeting);
  expect((await send({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })).body).toEqual(greeting);
  const byAddress = await gateway.send(`/graphql?documentId=${hash}`, { headers: { 'apollo-require-preflight': '1' } });
  expect(byAddress.body).toEqual(greeting);
  const unknown = await send({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } });
  expect(unknown.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});

test('says of a name that no known operation has that it is unknown, not that the query is missing', async () => {
  const headers = { 'content-type': 'application/json', 'apollo-require-preflight': '1' };
  for (const documentId of ['0'.repeat(64), 'case-page']) {
    const inBody = await gateway.send('/graphql', { method: 'POST', headers, body: JSON.stringify({ documentId }) });
    const byAddress = await gateway.send(`/graphql?documentId=${documentId}`, { headers });
    for (const { status, body } of [inBody, byAddress]) {
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
      expect(body.errors[0].message).toBe('Eine Abfrage mit dieser documentId ist hier nicht bekannt.');
    }
  }
});

test('answers nothing but known operations where it is told so; blanks and comments do not matter', async () => {
  await using strict = await startGateway([one], { OPERATIONS: 'trusted', TRUSTED_OPERATIONS: folder });
  expect((await strict.ask('query Greeting{hello}')).body).toEqual({ data: { hello: 'Hallo' } });
  const { status, body } = await strict.ask('{ hello }');
  expect([status, body.errors[0].extensions.code]).toEqual([403, 'OPERATION_NOT_TRUSTED']);
});

test('says nothing about its schema where it is told so', async () => {
  await using closed = await startGateway([one], { INTROSPECTION: 'off' });
  const { status, body } = await closed.ask('{ hello ...F } fragment F on Query { s: __schema { types { name } } }');
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'INTROSPECTION_DISABLED']);
  expect((await closed.ask('{ __typename hello }')).status).toBe(200);
});

test('refuses a client that asks too often, and tells it when to come back', async () => {
  await using strict = await startGateway([one], { RATE_LIMIT: '3/60' });
  const answers = [];
  for (let at = 0; at < 4; at++) answers.push(await strict.ask('{ hello }'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.body.errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 3 });
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await strict.send('/health/live')).status).toBe(200);
});

test('counts submissions on their own, aliases and fragments included', async () => {
  await using strict = await startGateway([one], { RATE_LIMIT_FIELDS: 'submitInquiry=3/60' });
  expect(
    (await strict.ask('mutation { a: submitInquiry ...F } fragment F on Mutation { b: submitInquiry }')).status,
  ).toBe(200);
  expect((await strict.ask('mutation { submitInquiry }')).status).toBe(200);
  expect((await strict.ask('mutation { submitInquiry }')).body.errors[0].extensions.code).toBe('RATE_LIMITED');
  expect((await strict.ask('mutation { other }')).body).toEqual({ data: { other: true } });
});

test('does not estimate costs where the supergraph says nothing about them', async () => {
  const plain = { ...one, typeDefs: one.typeDefs.replace(/@listSize\([^)]*\)/, '') };
  await using free = await startGateway([plain], { COST_BUDGETS: 'public=1' });
  expect((await free.ask('{ many { id node { id } } }')).status).toBe(200);
});
