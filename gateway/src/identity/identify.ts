import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { type TokenVerifier, unauthenticated } from './token.verifier.ts';

/**
 * Who sends this request? Without an `authorization` header: the public. With one, it must be a good bearer token; a bad one is
 * refused and never taken for the public, so that nobody reads less than they expect without noticing.
 *
 * @param verify null where no issuer is set up (development only): then every token is refused
 */
export async function identify(authorization: string | undefined, verify: TokenVerifier | null): Promise<Viewer> {
  if (authorization === undefined) return publicViewer;
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1];
  if (!token) throw unauthenticated('malformed');
  if (!verify) throw unauthenticated('no issuer');
  return verify(token);
}
