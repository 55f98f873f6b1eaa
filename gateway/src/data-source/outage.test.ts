import type { ServerResponse } from 'node:http';
import { createSignatureCheck } from '@gkz-qe/kit/signature.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import type { SubgraphSource, TestSubgraph } from '../testing/subgraph.ts';

const cities: SubgraphSource = {
  name: 'cities',
  typeDefs: `
    type Query { city(id: ID!): City  cities: [City!]! }
    type Mutation { rename(id: ID!, name: String!): City }
    type City @key(fields: "id") { id: ID! name: String! }`,
  resolvers: {
    Query: { city: (_root, { id }) => ({ id, name: 'Bühl' }), cities: () => [{ id: '1', name: 'Bühl' }] },
    Mutation: { rename: (_root, { id, name }) => ({ id, name }) },
  },
};

const people: SubgraphSource = {
  name: 'people',
  typeDefs: 'type City @key(fields: "id") { id: ID! inhabitants: Int mayor: String! }',
  resolvers: { City: { inhabitants: () => 29_000, mayor: () => 'Emma Muster' } },
};

const secret = 'dev-secret-for-the-subgraph-called-cities';
let gateway: TestGateway;
let down: TestSubgraph;

beforeEach(async () => {
  gateway = await startGateway([cities, people], { SUBGRAPH_SECRET_CITIES: secret });
  down = gateway.subgraphs.people as TestSubgraph;
});

afterEach(() => gateway[Symbol.asyncDispose]());

const unavailable = (reason: string) => ({ code: 'SUBGRAPH_UNAVAILABLE', service: 'people', reason });

test('answers with the fields of all subgraphs', async () => {
  const { body } = await gateway.ask('{ city(id: 1) { name inhabitants } }');
  expect(body).toEqual({ data: { city: { name: 'Bühl', inhabitants: 29_000 } } });
});

test('a subgraph that is down costs its own fields, with an error that names it and no address', async () => {
  await down.stop();
  const { status, body } = await gateway.ask('{ city(id: 1) { name inhabitants } }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ city: { name: 'Bühl', inhabitants: null } });
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0].extensions).toEqual(unavailable('connection'));
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost|:\d{4,5}/);
});

test('a subgraph that comes back is used again at once', async () => {
  await down.stop();
  for (let at = 0; at < 3; at++) await gateway.ask('{ city(id: 1) { inhabitants } }');
  await down.start();
  const { body } = await gateway.ask('{ city(id: 1) { inhabitants } }');
  expect(body).toEqual({ data: { city: { inhabitants: 29_000 } } });
});

test('a subgraph that stays away is not even called, until it says that it is ready', async () => {
  await down.stop();
  for (let at = 0; at < 6; at++) await gateway.ask('{ city(id: 1) { inhabitants } }');
  const { body } = await gateway.ask('{ city(id: 1) { inhabitants } }');
  expect(body.errors[0].extensions).toEqual(unavailable('paused'));
  await down.start();
  expect((await gateway.send('/health/ready')).status).toBe(200);
  expect((await gateway.ask('{ city(id: 1) { inhabitants } }')).body.errors).toBeUndefined();
});

test.each([
  ['no JSON', '<html>Bad Gateway</html>'],
  ['JSON that is no answer', '[1, 2]'],
  ['an answer without data and errors', '{"hello": true}'],
  ['data that is no object', '{"data": 5}'],
  ['errors that are no objects', '{"errors": ["x"]}'],
  ['half of an answer', '{"data": {"_entities": [{"inhab'],
])('a subgraph that answers %s costs its own fields', async (_what, text) => {
  down.misbehave = (_call, response) => Boolean(response.end(text));
  const { body } = await gateway.ask('{ city(id: 1) { name inhabitants } }');
  expect(body.data).toEqual({ city: { name: 'Bühl', inhabitants: null } });
  expect(body.errors[0].extensions).toEqual(unavailable('malformed'));
});

test('a subgraph that does not know our signature costs its own fields, and the log tells us', async () => {
  down.misbehave = (_call, response) => Boolean(response.writeHead(401).end('{"errors":[{"message":"who are you?"}]}'));
  const { body } = await gateway.ask('{ city(id: 1) { name inhabitants } }');
  expect(body.errors[0].extensions).toEqual(unavailable('refused'));
  expect(gateway.log.join('')).toContain('subgraph refused our call');
});

test('a subgraph that closes the connection is asked once more, and then the answer is whole', async () => {
  let times = 0;
  down.misbehave = (_call, _response, request) => {
    times += 1;
    if (times === 1) request.socket.destroy();
    return times === 1;
  };
  const { body } = await gateway.ask('{ city(id: 1) { inhabitants } }');
  expect(body).toEqual({ data: { city: { inhabitants: 29_000 } } });
  expect(down.calls).toHaveLength(2);
});

test('a change is never sent twice', async () => {
  const writing = gateway.subgraphs.cities as TestSubgraph;
  writing.misbehave = (_call, _response, request) => Boolean(request.socket.destroy());
  const { body } = await gateway.ask('mutation { rename(id: 1, name: "Neu") { name } }');
  expect(body.errors[0].extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'cities' });
  expect(writing.calls).toHaveLength(1);
});

test('a subgraph that stalls costs its fields when the time that the client allows is over', async () => {
  down.misbehave = () => true;
  const { body } = await gateway.ask('{ city(id: 1) { name inhabitants } }', { headers: { 'x-budget-ms': '150' } });
  expect(body.data).toEqual({ city: { name: 'Bühl', inhabitants: null } });
  expect(body.errors[0].extensions).toEqual(unavailable('timeout'));
});

test('impatient clients do not make a healthy subgraph look dead', async () => {
  down.misbehave = () => true;
  for (let at = 0; at < 6; at++) {
    await gateway.ask('{ city(id: 1) { inhabitants } }', { headers: { 'x-budget-ms': '20' } });
  }
  down.misbehave = undefined;
  expect((await gateway.ask('{ city(id: 1) { inhabitants } }')).body.errors).toBeUndefined();
});

test('tells a subgraph which request it works for and how much time is left', async () => {
  const { headers } = await gateway.ask('{ city(id: 1) { inhabitants } }', { headers: { 'x-budget-ms': '5000' } });
  const received = down.calls[0]?.headers;
  expect(received?.['x-request-id']).toBe(headers.get('x-request-id'));
  expect(Number(received?.['x-budget-ms'])).toBeGreaterThan(0);
  expect(Number(received?.['x-budget-ms'])).toBeLessThanOrEqual(5000);
});

test('ends the calls of a client that has left', async () => {
  const gone = new Promise<void>((resolve) => {
    down.misbehave = (_call, response) => Boolean(response.once('close', resolve));
  });
  const arrived = expect.poll(() => down.calls.length).toBe(1);
  const leaving = new AbortController();
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ city(id: 1) { inhabitants } }' }),
    signal: leaving.signal,
  });
  await arrived;
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await gone;
});

test('lets a change that is under way come to its end though the client has left', async () => {
  const writing = gateway.subgraphs.cities as TestSubgraph;
  const held = new Promise<ServerResponse>((resolve) => {
    writing.misbehave = (call, response) => {
      if (!call.query.startsWith('mutation')) return false;
      resolve(response);
      return true;
    };
  });
  const leaving = new AbortController();
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation { rename(id: 1, name: "Neu") { name } }' }),
    signal: leaving.signal,
  });
  const response = await held;
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await gateway.ask('{ city(id: 1) { name } }');
  expect(response.destroyed).toBe(false);
  response.end('{"data":{"rename":{"name":"Neu"}}}');
});

test('signs its calls, and each of them anew', async () => {
  await gateway.ask('{ city(id: 1) { name } }');
  await gateway.ask('{ city(id: 1) { name } }');
  const check = createSignatureCheck([secret]);
  const faults = (gateway.subgraphs.cities?.calls ?? []).map(({ headers, body }) =>
    check({ method: 'POST', path: '/graphql', viewer: '', body }, String(headers['x-gkz-signature'])),
  );
  expect(faults).toEqual([null, null]);
});

test('calls a subgraph without a secret unsigned in development', async () => {
  await gateway.ask('{ city(id: 1) { inhabitants } }');
  expect(down.calls[0]?.headers['x-gkz-signature']).toBeUndefined();
});

test('is ready when every subgraph is, and names the one that is not', async () => {
  expect(await gateway.send('/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'ok', subgraphs: { cities: 'up', people: 'up' } },
  });
  await down.stop();
  await expect
    .poll(() => gateway.send('/health/ready'))
    .toMatchObject({ status: 503, body: { status: 'unavailable', subgraphs: { cities: 'up', people: 'down' } } });
  expect((await gateway.send('/health/live')).status).toBe(200);
});

test('an error of a subgraph with a known code keeps its sentence, any other is masked and can be found in the log', async () => {
  down.misbehave = (_call, response) =>
    Boolean(
      response.end(
        JSON.stringify({
          data: { _entities: [{ __typename: 'City', inhabitants: null }] },
          errors: [
            {
              message: 'Nicht für Sie.',
              path: ['_entities', 0, 'inhabitants'],
              extensions: { code: 'FORBIDDEN', x: {} },
            },
            { message: 'select * from secrets', path: ['_entities', 0, 'inhabitants'], extensions: { code: 'PG' } },
          ],
        }),
      ),
    );
  const { body } = await gateway.ask('{ city(id: 1) { inhabitants } }');
  const [known, masked] = body.errors;
  expect(known).toEqual({
    message: 'Nicht für Sie.',
    path: ['city', 'inhabitants'],
    extensions: { code: 'FORBIDDEN', service: 'people' },
  });
  expect(masked.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', incident: expect.any(String) });
  expect(masked.message).toContain(masked.extensions.incident);
  expect(gateway.log.join('')).toContain(masked.extensions.incident);
  expect(gateway.log.join('') + JSON.stringify(body)).not.toContain('select *');
});
