import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { Problem } from './problem.ts';
import { type Caller, createSubgraphServer } from './server.ts';
import { signatureHeader, signCall, viewerHeader } from './signature.ts';
import { encodeViewer, publicViewer } from './viewer.ts';

const gateway = 'g'.repeat(32);
const directory = 'd'.repeat(32);

const typeDefs = parse('type Query { who: String! broken: String refused: String }');
const resolvers = {
  Query: {
    who: (_parent: unknown, _args: unknown, { caller }: { caller: Caller }) =>
      caller.kind === 'directory' ? 'directory' : (caller.viewer.subject ?? 'public'),
    broken: () => {
      throw new Error('connect ECONNREFUSED 10.1.2.3:5432');
    },
    refused: () => {
      throw new Problem('FORBIDDEN', 'Das dürfen Sie nicht.', { argument: 'x' });
    },
  },
};

async function startServer(checkReady = async () => {}) {
  const app = await createSubgraphServer({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    log: createLog('test', 'silent'),
    createContext: (caller) => ({ caller }),
    gatewaySecrets: [gateway],
    directorySecrets: [directory],
    checkReady,
  });
  onTestFinished(() => app.close());
  const post = async (query: string, secret: string | null, viewer = '') => {
    const body = JSON.stringify({ query });
    const signature = secret && signCall({ method: 'POST', path: '/graphql', viewer, body }, secret);
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(signature && { [signatureHeader]: signature }),
        ...(viewer && { [viewerHeader]: viewer }),
      },
      payload: body,
    });
    return { status: response.statusCode, body: response.json() };
  };
  return { app, post };
}

test('a signed call is answered for the viewer it names', async () => {
  const { post } = await startServer();
  expect((await post('{ who }', gateway)).body).toEqual({ data: { who: 'public' } });
  const viewer = encodeViewer({ ...publicViewer, subject: 'anna', roles: ['advisor'] });
  expect((await post('{ who }', gateway, viewer)).body).toEqual({ data: { who: 'anna' } });
});

test('the follower of the directory is known by its own secret', async () => {
  const { post } = await startServer();
  expect((await post('{ who }', directory)).body).toEqual({ data: { who: 'directory' } });
});

test('an unsigned or wrongly signed call is refused with a code', async () => {
  const { post } = await startServer();
  for (const secret of [null, 'x'.repeat(32)]) {
    const { status, body } = await post('{ who }', secret);
    expect(status).toBe(401);
    expect(body.errors[0].extensions.code).toBe('UNSIGNED_CALL');
  }
});

test('a problem goes out with its code, anything else as an incident without internals', async () => {
  const { post } = await startServer();
  const { body } = await post('{ broken refused }', gateway);
  expect(body.data).toEqual({ broken: null, refused: null });
  const codes = body.errors.map((error: { extensions: { code: string } }) => error.extensions.code);
  expect(codes.sort()).toEqual(['FORBIDDEN', 'INTERNAL_SERVER_ERROR']);
  expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|10\.1\.2\.3|stack/);
});

test('ready means that the database answers', async () => {
  const { app } = await startServer(async () => Promise.reject(new Error('down')));
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  expect((await app.inject('/health/ready')).statusCode).toBe(503);
});

test('a body that is no JSON is the caller’s fault', async () => {
  const { app } = await startServer();
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: '{"query":',
  });
  expect(response.statusCode).toBe(400);
});

test('a call under way when the server closes is answered, and its connection does not hold the process', async () => {
  let finish = () => {};
  const waiting = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { app } = await startServer(() => waiting);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const address = app.server.address() as AddressInfo;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port: address.port, path: '/health/ready', agent }, resolve).on('error', reject);
  });
  await once(app.server, 'request');
  const closed = app.close();
  await vi.waitUntil(() => !app.server.listening);
  finish();
  const response = await answered;
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(response.headers.connection).toBe('close');
  await closed;
});
