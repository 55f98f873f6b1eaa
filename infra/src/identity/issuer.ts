import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { writePrivately } from '../files/private-file.ts';
import { audience } from '../parts.ts';

/** The development issuer as its file holds it: where it is reached, and its private key. */
interface IssuerFile {
  readonly issuer: string;
  readonly key: JWK;
}

/** What a token says about its bearer, in the gateway's default claim names. */
export interface ViewerClaims {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly association?: string;
  readonly advisor_id?: string;
}

const algorithm = 'ES256';

export function issuerFileOf(dataDir: string): string {
  return join(dataDir, 'issuer.json');
}

/**
 * Starts the OpenID Connect issuer for development on loopback. It publishes who it is and its public key.
 *
 * It hands out no tokens over HTTP: whoever may read the data folder makes them with {@link signToken}, nobody else can.
 * Its key is kept, so that tokens stay good across restarts.
 */
export async function startIssuer(options: { readonly dataDir: string; readonly port: number }) {
  const url = `http://127.0.0.1:${options.port}`;
  const key = readIssuer(options.dataDir)?.key ?? (await createKey());
  writePrivately(issuerFileOf(options.dataDir), `${JSON.stringify({ issuer: url, key } satisfies IssuerFile)}\n`);
  const { d: _private, ...publicKey } = key;
  const documents = new Map<string, unknown>([
    ['/.well-known/openid-configuration', discoveryOf(url)],
    ['/jwks', { keys: [publicKey] }],
  ]);
  const server = createServer((request, response) => {
    const document = request.method === 'GET' ? documents.get(request.url ?? '') : undefined;
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', () => resolve());
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

/**
 * Signs a token of the development issuer.
 *
 * @param expires how long it is good ('8h', '30m', '2d')
 * @returns null where no issuer has ever been started with this data folder
 */
export async function signToken(dataDir: string, claims: ViewerClaims, expires: string): Promise<string | null> {
  const file = readIssuer(dataDir);
  if (!file) return null;
  const { sub, ...others } = claims;
  return new SignJWT(others)
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(file.key.kid ? { kid: file.key.kid } : {}) })
    .setIssuer(file.issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importJWK(file.key, algorithm));
}

/** Forgets the development issuer: with another one in use its tokens would be refused. */
export function forgetIssuer(dataDir: string): void {
  rmSync(issuerFileOf(dataDir), { force: true });
}

function readIssuer(dataDir: string): IssuerFile | null {
  const path = issuerFileOf(dataDir);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as IssuerFile) : null;
}

async function createKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = `development-${Date.now().toString(36)}`;
  return { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: 'sig' };
}

function discoveryOf(url: string) {
  return {
    issuer: url,
    jwks_uri: `${url}/jwks`,
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
  };
}
