import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { LRUCache } from 'lru-cache';

const maxTokens = 5000;
/** A key that the issuer withdraws must soon count for nothing here either. */
const maxAgeMs = 60_000;

/** Remembers for a minute whom a good token belongs to: checking a signature costs more than all else that is done for it. */
export function createTokenMemory() {
  const known = new LRUCache<string, Viewer>({ max: maxTokens, ttlResolution: 100 });
  return {
    find: (token: string): Viewer | undefined => known.get(token),
    /** @param expiresAt when the token ends, in milliseconds since 1970 */
    keep(token: string, viewer: Viewer, expiresAt: number): void {
      const ttl = Math.floor(Math.min(maxAgeMs, expiresAt - Date.now()));
      // One that is over is good for a few seconds more, in case clocks differ; and LRUCache takes 0 for ever.
      if (ttl > 0) known.set(token, viewer, { ttl });
    },
  };
}
