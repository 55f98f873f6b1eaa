import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import type { SubgraphSource, TestSubgraph } from '../testing/subgraph.ts';

const cities: SubgraphSource = {
  name: 'cities',
  typeDefs: `
    type Query { cities: [City!]! place: Place }
    interface Place { id: ID! }
    type City implements Place @key(fields: "id") { id: ID! name: String! }
    type Lake implements Place @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: {
      cities: () => [
        { id: '1', name: 'Bühl' },
        { id: '2', name: 'Aalen' },
      ],
      place: () => ({ __typename: 'City', id: '1' }),
    },
  },
};

const people: SubgraphSource = {
  name: 'people',
  typeDefs: `
    scalar Anything
    type City @key(fields: "id") { id: ID! inhabitants: Int mayor: Mayor districts: [District!] extra: Anything }
    type Mayor { name: String! }
    type District { name: String! }`,
  resolvers: {
    City: {
      inhabitants: () => 29_000,
      mayor: () => ({ name: 'Emma Muster' }),
      districts: () => [{ name: 'Mitte' }],
      extra: () => ({ a: [1, null] }),
    },
  },
};

const question = '{ cities { name inhabitants mayor { name } districts { name } } }';
const whole = (name: string) => ({
  name,
  inhabitants: 29_000,
  mayor: { name: 'Emma Muster' },
  districts: [{ name: 'Mitte' }],
});
const bare = (name: string) => ({ name, inhabitants: null, mayor: null, districts: null });

let gateway: TestGateway;
let odd: TestSubgraph;

beforeAll(async () => {
  gateway = await startGateway([cities, people]);
  odd = gateway.subgraphs.people as TestSubgraph;
});
beforeEach(async () => {
  odd.misbehave = undefined;
  odd.calls.length = 0;
  // Whatever the test before has left of pauses is over.
  expect((await gateway.send('/health/ready')).status).toBe(200);
});
afterAll(() => gateway?.[Symbol.asyncDispose]());

/** After every mischief the next answer must be right again. */
async function expectRecovery(): Promise<void> {
  odd.misbehave = undefined;
  await gateway.send('/health/ready');
  const { body } = await gateway.ask(question);
  expect(body).toEqual({ data: { cities: [whole('Bühl'), whole('Aalen')] } });
}

const json = (value: unknown) => (response: ServerResponse) => response.end(JSON.stringify(value));
const entities = (...list: unknown[]) => json({ data: { _entities: list } });
const good = {
  __typename: 'City',
  inhabitants: 29_000,
  mayor: { name: 'Emma Muster' },
  districts: [{ name: 'Mitte' }],
};

test.each<[string, (response: ServerResponse, request: IncomingMessage) => unknown, string]>([
  ['nothing', (response) => response.end(), 'malformed'],
  [
    'a page of a proxy',
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>'),
    'malformed',
  ],
  ['a redirect', (response) => response.writeHead(302, { location: 'http://192.0.2.1/' }).end(), 'malformed'],
  ['bytes that are no text', (response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 'malformed'],
  ['packed bytes', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('H4sIA'), 'malformed'],
  ['null', json(null), 'malformed'],
  ['data that is a list', json({ data: [] }), 'malformed'],
  ['no list of entities', json({ data: { _entities: {} } }), 'malformed'],
  ['no entities', json({ data: {} }), 'malformed'],
  ['an empty list', entities(), 'malformed'],
  ['too few entities', entities(good), 'malformed'],
  ['too many entities', entities(good, good, good), 'malformed'],
  ['an end in the middle of the body', endInTheMiddle, 'connection'],
  ['a connection that is closed at once', (_response, request) => request.socket.destroy(), 'connection'],
  ['what is no HTTP', (_response, request) => request.socket.end('hello\r\n\r\n'), 'malformed'],
])('a subgraph that answers with %s costs its own fields', async (_what, answer, reason) => {
  odd.misbehave = (_call, response, request) => {
    answer(response, request);
    return true;
  };
  const { status, body } = await gateway.ask(question);

  expect(status).toBe(200);
  expect(body.data).toEqual({ cities: [bare('Bühl'), bare('Aalen')] });
  expect(body.errors.map((error: { extensions: unknown }) => error.extensions)).toEqual([
    { code: 'SUBGRAPH_UNAVAILABLE', service: 'people', reason },
  ]);
  await expectRecovery();
});

function endInTheMiddle(response: ServerResponse, request: IncomingMessage): void {
  response.writeHead(200, { 'content-length': '5000' });
  response.write('{"data":{"_entities":[');
  setImmediate(() => request.socket.destroy());
}

test.each([
  ['a number for an object', { ...good, mayor: 7 }, { mayor: null }],
  ['an object for a list', { ...good, districts: {} }, { districts: null }],
  ['a list for an object', { ...good, mayor: [{ name: 'x' }] }, { mayor: null }],
  ['a text for a number', { ...good, inhabitants: 'many' }, { inhabitants: null }],
  ['a fraction for a whole number', { ...good, inhabitants: 1.5 }, { inhabitants: null }],
  ['null where it may not be', { ...good, mayor: { name: null } }, { mayor: null }],
  ['a list that holds null where it may not', { ...good, districts: [null] }, { districts: null }],
  ['a value that is missing', { ...good, inhabitants: undefined }, { inhabitants: null }],
  ['what nobody has asked for', { ...good, secret: 'x', mayor: { name: 'Emma Muster', age: 40 } }, {}],
  [
    'keys that reach for the prototype',
    JSON.parse(`{"__proto__": {"x": 1}, "constructor": 5, ${JSON.stringify(good).slice(1)}`),
    {},
  ],
])('an entity with %s costs that value and no other', async (_what, entity, cost) => {
  odd.misbehave = (_call, response) => Boolean(entities(entity, good)(response));
  const { body } = await gateway.ask(question);

  expect(body.data).toEqual({ cities: [{ ...whole('Bühl'), ...cost }, whole('Aalen')] });
  expect(({} as { x?: unknown }).x).toBeUndefined();
  await expectRecovery();
});

test('entities of another type, or of none, are what the gateway knew them to be', async () => {
  odd.misbehave = (_call, response) =>
    Boolean(entities({ ...good, __typename: 'Lake' }, { ...good, __typename: 9 })(response));
  const { status, body } = await gateway.ask(question);
  expect(status).toBe(200);
  expect(body.data.cities).toHaveLength(2);
  expect(body.data.cities[0].name).toBe('Bühl');
  await expectRecovery();
});

test('an entity that is not there costs its fields, without an error, and no other entity', async () => {
  odd.misbehave = (_call, response) => Boolean(entities(null, good)(response));
  const { body } = await gateway.ask(question);
  expect(body).toEqual({ data: { cities: [bare('Bühl'), whole('Aalen')] } });
});

test.each([
  ['no data and no errors', { data: null }, 1],
  ['errors of all kinds', { data: null, errors: [{}, { message: 5 }, { message: 'x', path: 'y', extensions: [] }] }, 3],
  ['an error that leads nowhere', { data: null, errors: [{ message: 'x', path: ['_entities', 77, { a: 1 }] }] }, 1],
])('a subgraph that answers with %s costs its own fields', async (_what, answer, errors) => {
  odd.misbehave = (_call, response) => Boolean(json(answer)(response));
  const { status, body } = await gateway.ask(question);
  expect(status).toBe(200);
  expect(body.data).toEqual({ cities: [bare('Bühl'), bare('Aalen')] });
  expect(body.errors ?? []).toHaveLength(errors);
  await expectRecovery();
});

test('a subgraph does not decide about the status of our answer', async () => {
  const extensions = { code: 'FORBIDDEN', http: { status: 418, headers: { 'set-cookie': 'a=b' } } };
  odd.misbehave = (_call, response) =>
    Boolean(json({ data: null, errors: [{ message: 'Nein.', extensions }] })(response));
  const { status, headers, body } = await gateway.ask(question);
  expect(status).toBe(200);
  expect(headers.get('set-cookie')).toBeNull();
  expect(body.errors[0].extensions).toEqual({ code: 'FORBIDDEN', service: 'people' });
});

test('an answer with a status of a fault counts if it is one', async () => {
  odd.misbehave = (_call, response) => Boolean(entities(good, good)(response.writeHead(500)));
  expect((await gateway.ask(question)).body).toEqual({ data: { cities: [whole('Bühl'), whole('Aalen')] } });
});

test('an answer that is too large costs its fields and not our memory', async () => {
  odd.misbehave = (_call, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    response.on('error', () => undefined);
    const write = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', write);
    };
    write();
    return true;
  };
  const { body } = await gateway.ask(question);
  expect(body.data).toEqual({ cities: [bare('Bühl'), bare('Aalen')] });
  expect(body.errors[0].extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', reason: 'malformed' });
  await expectRecovery();
});

test('a value that is nested very deeply is an answer or a fault, and no end of the process', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  odd.misbehave = (_call, response) =>
    Boolean(
      response.end(`{"data":{"_entities":[{"__typename":"City","extra":${deep}},{"__typename":"City","extra":1}]}}`),
    );
  const { body } = await gateway.ask('{ cities { name extra } }');
  expect(Boolean(body.data) || body.errors.length > 0).toBe(true);
  await expectRecovery();
});

test('a subgraph that does not know a field that the supergraph says it has is our fault and not the client’s', async () => {
  const refusal = { message: 'Cannot query field "inhabitants".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
  odd.misbehave = (_call, response) => Boolean(json({ errors: [refusal] })(response.writeHead(400)));
  const { status, body } = await gateway.ask(question);

  expect(status).toBe(200);
  expect(body.data).toEqual({ cities: [bare('Bühl'), bare('Aalen')] });
  expect(body.errors[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', incident: expect.any(String) });
  expect(JSON.stringify(body)).not.toContain('Cannot query');
  expect(gateway.log.join('')).toContain('people is not what the supergraph says: Cannot query field');
});

test('a connection that breaks in the middle of an answer is tried once more', async () => {
  let times = 0;
  odd.misbehave = (_call, response, request) => {
    times += 1;
    if (times === 1) endInTheMiddle(response, request);
    return times === 1;
  };
  expect((await gateway.ask(question)).body).toEqual({ data: { cities: [whole('Bühl'), whole('Aalen')] } });
  expect(odd.calls).toHaveLength(2);
});

test('an answer that comes after the time is over changes nothing any more', async () => {
  let answerLate: () => void = () => undefined;
  odd.misbehave = (_call, response) => {
    answerLate = () => entities(good, good)(response);
    return true;
  };
  const { body } = await gateway.ask(question, { headers: { 'x-budget-ms': '120' } });
  expect(body.data).toEqual({ cities: [bare('Bühl'), bare('Aalen')] });
  expect(body.errors[0].extensions.reason).toBe('timeout');
  answerLate();
  await expectRecovery();
});
