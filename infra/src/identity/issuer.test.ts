import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../operator/ports.ts';
import { issuerFileOf, signToken, startIssuer } from './issuer.ts';

const claims = { sub: 'dev', roles: ['advisor'], association: 'gemeindetag', advisor_id: 'a' };
let dataDir: string;
let issuer: Awaited<ReturnType<typeof startIssuer>>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-issuer-'));
  issuer = await startIssuer({ dataDir, port: await findFreePort() });
});
afterEach(async () => {
  await issuer.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Checks a token as any OpenID Connect client does: discovery document, key set, signature, issuer, audience. */
async function verify(token: string | null) {
  const metadata = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  return jwtVerify(token ?? '', keys, { issuer: metadata.issuer, audience: 'gkz-qe' });
}

test('signs tokens that its discovery document and key set verify', async () => {
  const { payload, protectedHeader } = await verify(await signToken(dataDir, claims, '8h'));
  expect(payload).toMatchObject({ ...claims, iss: issuer.url, aud: 'gkz-qe' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(8 * 60 * 60);
  expect(protectedHeader.alg).toBe('ES256');
});

test('keeps its key, so that tokens stay good after a restart', async () => {
  const token = await signToken(dataDir, claims, '8h');
  const port = Number(new URL(issuer.url).port);
  await issuer.close();
  issuer = await startIssuer({ dataDir, port });
  await expect(verify(token)).resolves.toMatchObject({ payload: { sub: 'dev' } });
});

test('signs with a key that another data folder does not have', async () => {
  const otherDir = mkdtempSync(join(tmpdir(), 'gkz-qe-issuer-'));
  const other = await startIssuer({ dataDir: otherDir, port: await findFreePort() });
  try {
    await expect(verify(await signToken(otherDir, claims, '8h'))).rejects.toThrow();
  } finally {
    await other.close();
    rmSync(otherDir, { recursive: true, force: true });
  }
});

test('publishes no private key and keeps its file for its owner alone', async () => {
  const text = await (await fetch(`${issuer.url}/jwks`)).text();
  expect(Object.keys(JSON.parse(text).keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  expect(statSync(issuerFileOf(dataDir)).mode & 0o777).toBe(0o600);
});

test('hands out nothing else over HTTP', async () => {
  for (const [path, method] of [
    ['/token', 'POST'],
    ['/authorize', 'GET'],
    ['/jwks', 'POST'],
    ['/issuer.json', 'GET'],
  ] as const) {
    expect((await fetch(`${issuer.url}${path}`, { method })).status).toBe(404);
  }
});

test('signs nothing with a data folder that has never had an issuer', async () => {
  expect(await signToken(join(dataDir, 'elsewhere'), claims, '8h')).toBeNull();
});
