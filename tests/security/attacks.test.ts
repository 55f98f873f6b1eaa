import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readOperation } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';
import { type Flood, floods } from './support/floods.ts';
import { startGatewayBeside } from './support/gateway-beside.ts';
import { post, postQuery, type Reply, readReply } from './support/post.ts';
import { createForger } from './support/tokens.ts';

const system = await useSharedSystem();
const [closed, trusting] = await Promise.all([
  startGatewayBeside(system, 'gateway-closed', { INTROSPECTION: 'off' }),
  startGatewayBeside(system, 'gateway-trusting', { OPERATIONS: 'trusted' }),
]);
const forger = await createForger(system.dataDir);
const harmless = '{ topics { code } }';

describe('a token is refused with 401 and a code that', () => {
  test.each(Object.entries(forger.bad))('%s', async (_what, make) => {
    const token = await make();
    const { status, code, reason, data, text } = await postQuery(
      closed.url,
      harmless,
      {},
      { authorization: `Bearer ${token}` },
    );
    expect([status, code, typeof reason, data]).toEqual([401, 'UNAUTHENTICATED', 'string', null]);
    if (token.length > 10) expect(text).not.toContain(token);
  });
});

test('the token from which those are made is a good one', async () => {
  const headers = { authorization: `Bearer ${await forger.good()}` };
  expect(await postQuery(closed.url, '{ cases { totalCount } }', {}, headers)).toMatchObject({
    status: 200,
    code: undefined,
  });
});

test('a token of 100 KB does not even get to the check', async () => {
  const headers = { authorization: `Bearer ${'x'.repeat(100_000)}` };
  const { status, code, limit } = await postQuery(closed.url, harmless, {}, headers);
  expect([status, code, limit]).toEqual([431, 'HEADERS_TOO_LARGE', 16_384]);
});

function send({ query, variables }: Flood): Promise<Reply> {
  return postQuery(closed.url, query, variables);
}

describe('an operation is refused with a code, and with the limit where there is one, for its', () => {
  test.each(floods)('$what', async (flood) => {
    const { status, code, limit, data } = await send(flood);
    expect({ status, code, limit, data }).toEqual({ status: 400, code: flood.code, limit: flood.limit, data: null });
  });
});

const many = '{ "query": "{ topics { code } }" }';

/** Requests that are none, as they go over the wire. */
const bodies = {
  'several operations at once': [`[${many}, ${many}]`, 400, 'BAD_REQUEST'],
  'variables of a megabyte': [
    JSON.stringify({ query: harmless, variables: { x: 'x'.repeat(1_000_000) } }),
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  'the key __proto__': ['{ "query": "{ topics { code } }", "__proto__": { "isAdmin": true } }', 400, 'BAD_REQUEST'],
  'the key __proto__ in variables': [
    '{ "query": "{ topics { code } }", "variables": { "__proto__": { "x": 1 } } }',
    400,
    'BAD_REQUEST',
  ],
  'the key __proto__ deep in variables': [
    '{ "query": "{ topics { code } }", "variables": { "a": [{ "b": { "\\u005f_proto__": { "x": 1 } } }] } }',
    ...[400, 'BAD_REQUEST'],
  ],
  'the key constructor in variables': [
    '{ "query": "{ topics { code } }", "variables": { "constructor": { "prototype": { "x": 1 } } } }',
    ...[400, 'BAD_REQUEST'],
  ],
  'brackets without end': [
    `{ "query": "{ topics { code } }", "variables": { "x": ${'['.repeat(200_000)} } }`,
    400,
    'BAD_REQUEST',
  ],
  'an operation that is a list': ['{ "query": ["{ topics { code } }"] }', 400, 'BAD_REQUEST'],
  'a hash that nobody knows': [
    `{ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "${'0'.repeat(64)}" } } }`,
    // As the protocol of persisted queries has it.
    ...[200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
  ],
} as unknown as Readonly<Record<string, readonly [body: string, status: number, code: string]>>;

test.each(Object.entries(bodies))(
  'a body is refused with a code that is or has %s',
  async (_what, [body, status, code]) => {
    const reply = await post(closed.url, body);
    expect([reply.status, reply.code, reply.data]).toEqual([status, code, null]);
    if (status === 413) expect(reply.limit).toBe(512 * 1024);
  },
);

test('lists in lists in a variable that nobody asks for cost nothing', async () => {
  const body = `{ "query": "{ topics { code } }", "variables": { "x": ${'['.repeat(100_000)}${']'.repeat(100_000)} } }`;
  expect((await post(closed.url, body)).status).toBeLessThan(500);
  expect((await postQuery(closed.url, harmless)).status).toBe(200);
});

test('what looks like a part of an object is a name like any other', async () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__defineGetter__']) {
    const reply = await postQuery(
      closed.url,
      `query ($${name}: String) { ${name}: topics { code } kommunen(search: $${name}) { totalCount } }`,
    );
    expect(reply.status).toBeLessThan(500);
    expect(reply.code).not.toBe('INTERNAL_SERVER_ERROR');
  }
});

describe('a page of somebody else', () => {
  const mutation = 'mutation { withdrawMyInquiry(input: { link: "x" }) { __typename } }';
  const get = async (query: string, headers: Readonly<Record<string, string>> = {}) =>
    readReply(await fetch(`${closed.url}?query=${encodeURIComponent(query)}`, { headers }));

  test('cannot change anything by GET, whatever it sends along', async () => {
    expect((await get(mutation)).status).toBe(400);
    const reply = await get(mutation, { 'apollo-require-preflight': '1', 'x-apollo-operation-name': 'x' });
    expect([reply.status, reply.data]).toEqual([405, null]);
  });

  test('cannot ask without a header that browsers ask about first', async () => {
    expect(await get(harmless)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect((await get(harmless, { 'apollo-require-preflight': '1' })).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; a=application/json',
  ])('cannot send %s', async (type) => {
    const reply = await post(closed.url, JSON.stringify({ query: harmless }), { 'content-type': type });
    expect([reply.status, reply.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test('is not told that it may read answers', async () => {
    const response = await fetch(closed.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('where only known operations may be sent', () => {
  test('they are answered, by text and by hash', async () => {
    const text = readOperation('find-place');
    const hash = createHash('sha256').update(text).digest('hex');
    expect(await postQuery(trusting.url, text)).toMatchObject({ status: 200, code: undefined });
    expect(await post(trusting.url, JSON.stringify({ documentId: `sha256:${hash}` }))).toMatchObject({
      status: 200,
      code: undefined,
    });
  });

  test.each([
    ['another operation', harmless],
    ['a known one with a field more', readOperation('find-place').replace('{', '{ topics { code }')],
    ['a known one and another', `${readOperation('find-place')} query Other { topics { code } }`],
    ['introspection', '{ __schema { types { name } } }'],
    ['what is no GraphQL', '{'],
  ])('nothing else is: %s', async (_what, query) => {
    const hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    for (const body of [{ query }, { query, extensions }]) {
      expect(await post(trusting.url, JSON.stringify(body))).toMatchObject({
        status: 403,
        code: 'OPERATION_NOT_TRUSTED',
        data: null,
      });
    }
  });
});

test('the process holds no more memory after many such requests, and answers another client all the while', async () => {
  const attacks: readonly (() => Promise<Reply>)[] = [
    ...floods.map(
      (flood, at) => () => postQuery(closed.url, `${flood.query} # ${at} ${Math.random()}`, flood.variables),
    ),
    ...Object.values(bodies).map(
      ([body]) =>
        () =>
          post(closed.url, body),
    ),
    ...Object.values(forger.bad).map(
      (make) => async () => postQuery(closed.url, harmless, {}, { authorization: `Bearer ${await make()}` }),
    ),
  ];
  const round = async () => {
    for (const attack of attacks) expect((await attack()).code).toMatch(/^[A-Z_]+$/);
  };
  // The engine takes memory while it gets to know the code.
  for (let rounds = 0; rounds < 4; rounds++) await round();
  const before = closed.readMemory();

  let over = false;
  const answers: number[] = [];
  const client = (async () => {
    for (; !over; await sleep(20)) answers.push((await postQuery(closed.url, harmless)).status);
  })();
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let rounds = 0; rounds < 8; rounds++) await round();
    }),
  );
  over = true;
  await client;

  expect(new Set(answers)).toEqual(new Set([200]));
  expect(closed.readMemory() - before).toBeLessThan(150 * 1024 * 1024);
});

test('and nothing of the tokens is in its log', async () => {
  const log = closed.readLog() + trusting.readLog();
  const parts = await Promise.all(Object.values(forger.bad).map(async (make) => (await make()).split('.')[1] ?? ''));
  expect(log).toContain('"requestId"');
  for (const part of parts.filter((text) => text.length > 20)) expect(log).not.toContain(part);
  expect(log).not.toMatch(/eyJ[\w-]{20}/);
});
