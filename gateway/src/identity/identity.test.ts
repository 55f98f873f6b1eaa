import { createHmac } from 'node:crypto';
import { decodeViewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import { startIssuer, type TestIssuer } from '../testing/issuer.ts';

const secret = 'dev-secret-of-the-only-subgraph-in-this-test';
let issuer: TestIssuer;
let gateway: TestGateway;

beforeAll(async () => {
  issuer = await startIssuer();
  gateway = await startGateway(
    [{ name: 'one', typeDefs: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'Hallo' } } }],
    { ...issuer.env, SUBGRAPH_SECRET_ONE: secret, OIDC_ROLE_NAMES: 'Koordinierungsstelle=coordinator' },
  );
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

/** The viewer that the subgraph was told, after a question with this token. */
async function viewerSeen(token?: string) {
  const answer = await gateway.ask('{ hello }', { token });
  expect(answer.body).toEqual({ data: { hello: 'Hallo' } });
  const header = gateway.subgraphs.one?.calls.at(-1)?.headers['x-gkz-viewer'];
  return header === undefined ? undefined : decodeViewer(String(header));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

test('takes who comes without a token for the public', async () => {
  expect(await viewerSeen()).toBeUndefined();
});

test('tells the subgraph who a good token belongs to', async () => {
  const advisorId = '8b7c1f4e-0d1a-4c55-9a55-0a2f5d0a7d11';
  const token = await issuer.sign({ roles: ['advisor'], association: 'gemeindetag', advisor_id: advisorId });
  expect(await viewerSeen(token)).toEqual({
    subject: 'somebody',
    roles: ['advisor'],
    association: 'gemeindetag',
    advisorId,
  });
});

test('writes the id of an advisor as ours are written, however the issuer writes it', async () => {
  const token = await issuer.sign({ roles: ['advisor'], advisor_id: '8B7C1F4E-0D1A-4C55-9A55-0A2F5D0A7D11' });
  expect(await viewerSeen(token)).toMatchObject({ advisorId: '8b7c1f4e-0d1a-4c55-9a55-0a2f5d0a7d11' });
});

test('understands the names that the issuer has for our roles, and gives no right for unknown ones', async () => {
  const token = await issuer.sign({ roles: ['Koordinierungsstelle', 'admin', 7], association: 'Not a code!' });
  expect(await viewerSeen(token)).toMatchObject({ roles: ['coordinator'], association: null });
});

test.each([
  ['expired', () => issuer.sign({}, { expires: Math.floor(Date.now() / 1000) - 3600 })],
  ['audience', () => issuer.sign({}, { audience: 'somebody-else' })],
  ['issuer', () => issuer.sign({}, { issuer: 'https://elsewhere.example' })],
  ['subject', () => issuer.sign({ sub: '' })],
  ['subject', () => issuer.sign({ sub: 7 as unknown as string })],
  ['subject', () => issuer.sign({ sub: 'x'.repeat(201) })],
  ['key', () => issuer.sign({}, { kid: '../../etc/passwd' })],
  ['signature', async () => `${(await issuer.sign({})).slice(0, -8)}AAAAAAAA`],
  ['algorithm', async () => `${encoded({ alg: 'none' })}.${encoded(claims())}.`],
  ['algorithm', () => keyConfusion()],
  ['malformed', async () => 'not-a-token'],
  ['malformed', async () => `${await issuer.sign({ padding: 'x'.repeat(9000) })}`],
])('refuses a token for its %s with 401 and without a word about it in the answer', async (reason, make) => {
  const token = await make();
  const { status, body, headers } = await gateway.ask('{ hello }', { token });
  expect(status).toBe(401);
  expect(body.errors).toEqual([{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED', reason } }]);
  expect(headers.get('www-authenticate')).toContain('Bearer');
});

function claims() {
  return { sub: 'x', roles: ['coordinator'], iss: issuer.url, aud: 'test-audience', exp: Date.now() / 1000 + 300 };
}

/** A token signed with the public key as if it were a shared secret. */
async function keyConfusion(): Promise<string> {
  const content = `${encoded({ alg: 'HS256', kid: 'key-1' })}.${encoded(claims())}`;
  return `${content}.${createHmac('sha256', await issuer.publicKeyPem())
    .update(content)
    .digest('base64url')}`;
}

test('allows for clocks that differ a little', async () => {
  const token = await issuer.sign({ roles: ['analyst'] }, { expires: Math.floor(Date.now() / 1000) - 10 });
  expect(await viewerSeen(token)).toMatchObject({ roles: ['analyst'] });
});

test('refuses other kinds of authorization instead of treating them as the public', async () => {
  const { status } = await gateway.ask('{ hello }', { headers: { authorization: 'Basic eDp5' } });
  expect(status).toBe(401);
});

test('accepts tokens of a new key a second later, and asks the issuer once for all of them', async () => {
  await viewerSeen(await issuer.sign({ roles: [] }));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await issuer.rotate();
  const before = issuer.fetches();
  await Promise.all([1, 2, 3].map(async (at) => viewerSeen(await issuer.sign({ at }))));
  expect(issuer.fetches()).toBe(before + 1);
});

test('says that it cannot check a token while the issuer is away, and still answers the public', async () => {
  await using away = await startGateway(
    [{ name: 'one', typeDefs: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'Hallo' } } }],
    { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_AUDIENCE: 'x' },
  );
  const refused = await away.ask('{ hello }', { token: await issuer.sign({}) });
  expect(refused.status).toBe(503);
  expect(refused.body.errors[0].extensions.code).toBe('IDENTITY_UNAVAILABLE');
  expect((await away.ask('{ hello }')).status).toBe(200);
});
