import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { FastifyRequest } from 'fastify';
import { identify } from '../identity/identify.ts';
import type { TokenVerifier } from '../identity/token.verifier.ts';
import type { RateLimits } from '../limits/rate.limits.ts';

/** Finds out who asks, and counts the request as theirs. Throws a refusal where a token is not good or the limit is reached. */
export async function identifyAndCount(
  request: FastifyRequest,
  { rates, verifyToken }: { readonly rates: RateLimits; readonly verifyToken: TokenVerifier | null },
): Promise<Viewer> {
  const { authorization } = request.headers;
  const viewer = await identify(authorization, verifyToken).catch((refusal: unknown) => {
    // Trying out tokens counts as well, or it would be the one thing without a limit.
    rates.countRequest(request, publicViewer);
    throw refusal;
  });
  rates.countRequest(request, viewer);
  return viewer;
}
