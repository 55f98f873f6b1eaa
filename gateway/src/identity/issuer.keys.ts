import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** After that it is asked anew what it says of itself; its keys are kept and renewed by `jose`. */
const discoveryMaxAgeMs = 60 * 60 * 1000;
/** A key nobody knows makes us ask again, at most this often: a replaced key works within a second. */
const cooldownMs = 1000;
const timeoutMs = 5000;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** The issuer, or its key set, gave no usable answer: nobody's token can be checked just now. */
export class IssuerUnreachable extends Error {
  constructor(cause: unknown) {
    super('the issuer does not answer', { cause });
    this.name = 'IssuerUnreachable';
  }
}

/**
 * Finds the keys of an OpenID Connect issuer by its discovery document, on first use, and keeps them.
 *
 * @param allowHttp only in development: keys that travel in the clear can be exchanged on the way
 * @throws IssuerUnreachable from the function it returns
 */
export function createIssuerKeys(issuer: string, allowHttp: boolean): () => Promise<JWTVerifyGetKey> {
  let known: { readonly keys: JWTVerifyGetKey; readonly uri: string; readonly at: number } | undefined;
  let asking: Promise<JWTVerifyGetKey> | undefined;

  async function discover(): Promise<JWTVerifyGetKey> {
    const uri = await readKeySetUri(issuer, allowHttp);
    const options = { cooldownDuration: cooldownMs, timeoutDuration: timeoutMs };
    const keys = known?.uri === uri ? known.keys : createRemoteJWKSet(new URL(uri), options);
    known = { keys, uri, at: Date.now() };
    return keys;
  }

  return async () => {
    if (known && Date.now() - known.at < discoveryMaxAgeMs) return known.keys;
    asking ??= discover().finally(() => {
      asking = undefined;
    });
    if (known) {
      // What is known goes on counting, and nobody waits for the issuer to say it again.
      asking.catch(() => undefined);
      return known.keys;
    }
    return asking.catch((error: unknown) => {
      throw new IssuerUnreachable(error);
    });
  };
}

async function readKeySetUri(issuer: string, allowHttp: boolean): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`discovery answered ${response.status}`);
  const document = metadata.parse(await response.json());
  if (document.issuer !== issuer) throw new Error('discovery names another issuer');
  if (!allowHttp && !document.jwks_uri.startsWith('https:')) throw new Error('the key set is not on https');
  return document.jwks_uri;
}
