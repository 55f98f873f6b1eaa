import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const audience = 'test-audience';

export interface TestIssuer extends AsyncDisposable {
  readonly url: string;
  /** What the gateway needs to know of it. */
  readonly env: Readonly<Record<string, string>>;
  readonly sign: (claims: JWTPayload, options?: SignOptions) => Promise<string>;
  /** Puts a new key in the place of the old one. */
  readonly rotate: () => Promise<void>;
  readonly publicKeyPem: () => Promise<string>;
  /** How often the key set was fetched. */
  readonly fetches: () => number;
}

export interface SignOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string | number;
  readonly kid?: string;
}

/** An OpenID Connect issuer on a port of its own, with one ES256 key at a time. */
export async function startIssuer(): Promise<TestIssuer> {
  let generation = 1;
  let fetches = 0;
  let keys = await generateKeyPair('ES256', { extractable: true });
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }));
    } else {
      fetches += 1;
      const key = { ...(await exportJWK(keys.publicKey)), kid: `key-${generation}`, alg: 'ES256', use: 'sig' };
      response.end(JSON.stringify({ keys: [key] }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: { OIDC_ISSUER: url, OIDC_AUDIENCE: audience },
    fetches: () => fetches,
    sign: (claims, options = {}) =>
      new SignJWT({ sub: 'somebody', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: options.kid ?? `key-${generation}` })
        .setIssuedAt()
        .setIssuer(options.issuer ?? url)
        .setAudience(options.audience ?? audience)
        .setExpirationTime(options.expires ?? '5m')
        .sign(keys.privateKey),
    async rotate() {
      keys = await generateKeyPair('ES256', { extractable: true });
      generation += 1;
    },
    publicKeyPem: () => exportSPKI(keys.publicKey),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
