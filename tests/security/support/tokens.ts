import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { issuerFileOf } from '@gkz-qe/infra/identity/issuer.ts';
import { audience } from '@gkz-qe/infra/parts.ts';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

type Payload = Readonly<Record<string, unknown>>;

/** Makes tokens of which each has one thing wrong, from the key that the issuer really has. */
export async function createForger(dataDir: string) {
  const { issuer, key } = JSON.parse(readFileSync(issuerFileOf(dataDir), 'utf8')) as { issuer: string; key: JWK };
  const now = Math.floor(Date.now() / 1000);
  const good: Payload = { sub: 'x', roles: ['coordinator'], iss: issuer, aud: audience, iat: now, exp: now + 300 };
  const { d: _private, ...publicKey } = key;
  const own = await generateKeyPair('ES256', { extractable: true });

  async function sign(
    payload: Payload,
    header: Partial<JWTHeaderParameters> = {},
    signer?: CryptoKey,
  ): Promise<string> {
    const token = new SignJWT({ ...good, ...payload }).setProtectedHeader({
      alg: 'ES256',
      kid: key.kid,
      ...header,
    } as JWTHeaderParameters);
    return token.sign(signer ?? (await importJWK(key, 'ES256')));
  }

  /** A token whose signature is a MAC with this text for its secret. */
  function mac(secret: string, header: Payload = {}): string {
    const content = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.kid, ...header })}.${encode(good)}`;
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
  }

  const unsigned = (alg: unknown) => `${encode({ alg, typ: 'JWT' })}.${encode(good)}.`;
  const pem = await exportSPKI((await importJWK(publicKey, 'ES256')) as CryptoKey);
  const signature = (await sign({})).split('.')[2] ?? '';

  return {
    good: () => sign({}),
    /** What is wrong with it → the token. */
    bad: {
      'is not signed': async () => unsigned('none'),
      'is not signed, in capitals': async () => unsigned('NONE'),
      'has no algorithm': async () => unsigned(undefined),
      'has an empty signature': async () => `${encode({ alg: 'ES256', kid: key.kid })}.${encode(good)}.`,
      'has the signature of another token': async () =>
        `${encode({ alg: 'ES256', kid: key.kid })}.${encode({ ...good, sub: 'y' })}.${signature}`,
      'has a signature of zeros': async () =>
        `${encode({ alg: 'ES256', kid: key.kid })}.${encode(good)}.${Buffer.alloc(64).toString('base64url')}`,
      'is signed with the public key as PEM': async () => mac(pem),
      'is signed with the public key as PEM without its last line end': async () => mac(pem.trimEnd()),
      'is signed with the public key as JSON': async () => mac(JSON.stringify(publicKey)),
      'is signed with an empty secret': async () => mac(''),
      'names a file as its key': async () => mac('', { kid: '../../../../../../dev/null' }),
      'names a statement as its key': async () => sign({}, { kid: "' union select 'x" }, own.privateKey),
      'brings its own key along': async () => sign({}, { jwk: await exportJWK(own.publicKey) }, own.privateKey),
      'says where its key lies': async () =>
        sign({}, { jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/x' }, own.privateKey),
      'is signed with another key': async () => sign({}, {}, own.privateKey),
      'wants something that nobody knows': async () => criticalToken(good, key),
      'has expired': () => sign({ exp: now - 120 }),
      'never expires': () => sign({ exp: undefined }),
      'is not yet valid': () => sign({ nbf: now + 3600 }),
      'is of another issuer': () => sign({ iss: 'https://elsewhere.example' }),
      'is for another audience': () => sign({ aud: 'another-service' }),
      'is for nobody': () => sign({ aud: undefined }),
      'names nobody': () => sign({ sub: undefined }),
      'is far too long': () => sign({ padding: 'x'.repeat(9_000) }),
      'is no token': async () => 'a.b.c',
      'is nothing at all': async () => '.',
    } satisfies Record<string, () => Promise<string>>,
  };
}

async function criticalToken(payload: Payload, key: JWK): Promise<string> {
  const token = new SignJWT({ ...payload }).setProtectedHeader({
    alg: 'ES256',
    kid: key.kid ?? '',
    crit: ['trust'],
    trust: true,
  });
  return token.sign(await importJWK(key, 'ES256'), { crit: { trust: true } });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
