import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { signToken, startIssuer } from '@gkz-qe/infra/identity/issuer.ts';
import { findFreePort } from '@gkz-qe/infra/operator/ports.ts';
import { decodeProtectedHeader, exportSPKI, importJWK, type JWK } from 'jose';
import { expect, test } from 'vitest';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, dataDir, ports } = await useSharedSystem();

const claims = { sub: 'somebody', roles: ['coordinator'], association: 'staedtetag' };
const question = '{ cases { totalCount } }';
const withToken = (token: string) => graph(question, {}, { authorization: `Bearer ${token}` });
const good = (await signToken(dataDir, claims, '5m')) ?? '';

test.each([
  ['expired', async () => signToken(dataDir, claims, '-5m')],
  ['key', tokenOfAnotherIssuer],
  ['algorithm', unsignedToken],
  ['algorithm', tokenSignedWithPublicKey],
  ['signature', async () => `${good.slice(0, -12)}AAAAAAAAAAAA`],
  ['malformed', async () => 'no-token-at-all'],
])('refuses a token for its %s with 401 and a code', async (reason, make) => {
  const token = (await make()) ?? '';
  const { status, headers, data, errors, text } = await withToken(token);

  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toContain('Bearer');
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', reason } }]);
  expect(text).not.toContain(token);
});

test('accepts the token from which those are made', async () => {
  const { status, errors, data } = await withToken(good);
  expect({ status, errors }).toEqual({ status: 200, errors: [] });
  expect(data.cases.totalCount).toBeGreaterThan(0);
});

test.each([
  [['--role', 'coordinator'], true],
  [['--role', 'advisor', '--association', 'gemeindetag'], true],
  [['--role', 'team_lead', '--association', 'landkreistag'], true],
  [['--role', 'analyst'], false],
])('`pnpm token` %j makes a token with the rights of the role', async (args, readsCases) => {
  const token = await runTokenCommand(args);
  const { status, data } = await withToken(token);

  expect(status).toBe(200);
  expect(typeof data?.cases?.totalCount).toBe(readsCases ? 'number' : 'undefined');
});

/** What `pnpm token` writes to standard output, run as it is. */
async function runTokenCommand(args: readonly string[]): Promise<string> {
  const script = join(projectFolder, 'infra', 'src', 'token.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
  });
  return stdout.trim();
}

/** Signed with another key, in the name of our issuer. */
async function tokenOfAnotherIssuer(): Promise<string | null> {
  const otherDir = mkdtempSync(join(tmpdir(), 'gkz-qe-foreign-'));
  const other = await startIssuer({ dataDir: otherDir, port: await findFreePort() });
  try {
    return await signToken(otherDir, claims, '5m');
  } finally {
    await other.close();
    rmSync(otherDir, { recursive: true, force: true });
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function payload() {
  const issuer = `http://127.0.0.1:${ports.issuer}`;
  return { ...claims, iss: issuer, aud: 'gkz-qe', exp: Math.floor(Date.now() / 1000) + 300 };
}

async function unsignedToken(): Promise<string> {
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(payload())}.`;
}

/** The public key is known to everybody: as a shared secret it must not count. */
async function tokenSignedWithPublicKey(): Promise<string> {
  const { keys } = (await (await fetch(`http://127.0.0.1:${ports.issuer}/jwks`)).json()) as { keys: readonly [JWK] };
  const publicKey = (await importJWK(keys[0], 'ES256')) as CryptoKey;
  const { kid } = decodeProtectedHeader(good);
  const content = `${encoded({ alg: 'HS256', kid, typ: 'JWT' })}.${encoded(payload())}`;
  const mac = createHmac('sha256', await exportSPKI(publicKey)).update(content);
  return `${content}.${mac.digest('base64url')}`;
}
