import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './testing/gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway(
    [
      {
        name: 'one',
        typeDefs: `
          type Query { hello(name: String): String  tree: Tree  count(of: Int!): Int }
          type Mutation { write: Boolean }
          type Tree { tree: Tree name: String }`,
        resolvers: {
          Query: {
            hello: (_root, { name }) => `Hallo ${name ?? 'Welt'}`,
            tree: () => null,
            count: (_root, { of }) => of,
          },
          Mutation: { write: () => true },
        },
      },
    ],
    { CORS_ORIGINS: 'https://portal.example', MAX_BODY_BYTES: '200000' },
  );
});

afterAll(() => gateway?.[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) =>
  gateway.send('/graphql', { method: 'POST', headers, body });

/** No stack, no path of a file, no address of a subgraph. */
function expectClean(body: unknown): void {
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.(js|ts)|node_modules|\/work\/|127\.0\.0\.1|stacktrace/);
}

test.each([
  ['text that is no JSON', '{"query": ', 400, 'BAD_REQUEST'],
  ['an empty body', '', 400, 'BAD_REQUEST'],
  ['JSON that is no object', '"{ hello }"', 400, 'BAD_REQUEST'],
  ['several operations at once', '[{"query":"{hello}"},{"query":"{hello}"}]', 400, 'BAD_REQUEST'],
  ['no operation', '{"variables": {}}', 400, 'BAD_REQUEST'],
  ['an operation that is no text', '{"query": {"a": 1}}', 400, 'BAD_REQUEST'],
  ['variables that are no object', '{"query": "{ hello }", "variables": [1]}', 400, 'BAD_REQUEST'],
  ['variables inside a text', '{"query": "{ hello }", "variables": "{}"}', 400, 'BAD_REQUEST'],
  ['a key that reaches for the prototype', '{"query": "{ hello }", "__proto__": {"x": 1}}', 400, 'BAD_REQUEST'],
  [
    'a variable that reaches for the prototype',
    '{"query": "query($a: String) { hello(name: $a) }", "variables": {"constructor": {"prototype": {"x": 1}}}}',
    400,
    'BAD_REQUEST',
  ],
  ['a text that is no GraphQL', '{"query": "{ hello"}', 400, 'GRAPHQL_PARSE_FAILED'],
  ['a field that there is not', '{"query": "{ nothing }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a variable of the wrong type',
    '{"query": "query($o: Int!) { count(of: $o) }", "variables": {"o": "x"}}',
    400,
    'BAD_USER_INPUT',
  ],
  ['a variable that is missing', '{"query": "query($o: Int!) { count(of: $o) }"}', 400, 'BAD_USER_INPUT'],
  [
    'an operation that is not in the document',
    '{"query": "query A { hello }", "operationName": "B"}',
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'an operation of a kind that there is not',
    '{"query": "subscription { hello }"}',
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'fragments in a circle',
    '{"query": "{ tree { ...A } } fragment A on Tree { tree { ...B } } fragment B on Tree { tree { ...A } }"}',
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a body of a megabyte',
    JSON.stringify({ query: '{ hello }', variables: { x: 'x'.repeat(1e6) } }),
    413,
    'PAYLOAD_TOO_LARGE',
  ],
])('answers %s with a code and without a stack', async (_what, text, status, code) => {
  const answer = await post(text);
  expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
  expectClean(answer.body);
});

test('answers other media types with 415, forms and plain text included', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const { status, body } = await post('{"query":"{ hello }"}', { 'content-type': type });
    expect([status, body.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  }
});

test('answers reading by GET, but no changes, and nothing that a foreign page could have sent', async () => {
  const query = (text: string) => `/graphql?query=${encodeURIComponent(text)}`;
  const headers = { 'apollo-require-preflight': '1' };
  expect((await gateway.send(query('{ hello }'), { headers })).body).toEqual({ data: { hello: 'Hallo Welt' } });
  expect((await gateway.send(query('mutation { write }'), { headers })).status).toBe(405);
  const foreign = await gateway.send(query('{ hello }'));
  expect([foreign.status, foreign.body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});

test('answers in the media type that the client reads', async () => {
  const types = ['application/json', 'application/graphql-response+json'];
  const answers = await Promise.all(types.map((accept) => post('{"query":"{ hello }"}', { ...json, accept })));
  expect(answers.map(({ headers }) => headers.get('content-type')?.split(';')[0])).toEqual(types);
  const refused = await post('{"query":', { ...json, accept: 'application/graphql-response+json' });
  expect(refused.headers.get('content-type')).toContain('application/graphql-response+json');
});

test.each(['{"query": "{ hello }"}', '{"query": "{ nothing }"}', '{'])(
  'forbids to keep an answer to %s',
  async (body) => {
    const answer = await post(body);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  },
);

test('says in the same form that an address does not exist', async () => {
  const { status, body } = await gateway.send('/elsewhere/12345');
  expect([status, body.errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
});

test.each(['PUT', 'PATCH', 'DELETE'])('says which methods the graph takes instead of %s', async (method) => {
  const { status, headers, body } = await gateway.send('/graphql?query=x', { method });
  expect([status, body.errors[0].extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  expect(headers.get('allow')).toBe('GET, POST');
});

test('answers an address that cannot be read in the same form, too', async () => {
  const { status, body } = await gateway.send('/%E0%A4%A');
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});

test('survives a host header that is none', async () => {
  const { request } = await import('undici');
  const answer = await request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { ...json, host: 'a b:c' },
    body: '{"query":"{ hello }"}',
  });
  expect([200, 400]).toContain(answer.statusCode);
  await answer.body.dump();
});

test('lets pages of configured origins ask, and no others', async () => {
  const preflight = (origin: string) =>
    gateway.send('/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
  const known = await preflight('https://portal.example');
  expect(known.headers.get('access-control-allow-origin')).toBe('https://portal.example');
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('lets these pages read what the answer says in its head', async () => {
  const { headers } = await gateway.ask('{ hello }', { headers: { origin: 'https://portal.example' } });
  const readable = headers.get('access-control-expose-headers')?.split(', ');
  expect(readable).toEqual(['content-disposition', 'retry-after', 'x-request-id']);
});

test('logs each request with its id and nothing of what was asked', async () => {
  const { headers } = await gateway.ask('query ErikaMuster { hello(name: "Erika Mustermann") }', {
    variables: { mail: 'erika@example.org' },
    token: 'aaaa.bbbb.cccc',
  });
  await expect.poll(() => gateway.log.join('')).toContain(headers.get('x-request-id'));
  await gateway.ask('query ErikaMuster { hello(name: "Erika Mustermann") }');
  await gateway.ask('query Q($mail: Int) { hello }', { variables: { mail: 'erika@example.org' } });
  await gateway.send('/graphql?query=%7Bhello(name:"Erika")%7D', { headers: { 'apollo-require-preflight': '1' } });
  expect(gateway.log.join('')).not.toMatch(/Erika|erika|Muster|aaaa|127\.0\.0\.1:\d+\/graphql\?/);
});
