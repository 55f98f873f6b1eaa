import type { Viewer } from '@gkz-qe/kit/viewer.ts';

const maxTokens = 5000;
/** A key that the issuer withdraws must soon count for nothing here either. */
const maxAgeMs = 60_000;

/** Remembers for a minute whom a good token belongs to: checking a signature costs more than all else that is done for it. */
export function createTokenMemory() {
  const known = new Map<string, { readonly viewer: Viewer; readonly until: number }>();
  return {
    find(token: string): Viewer | undefined {
      const entry = known.get(token);
      if (!entry) return undefined;
      if (entry.until > Date.now()) return entry.viewer;
      known.delete(token);
      return undefined;
    },
    /** @param expiresAt when the token ends, in milliseconds since 1970 */
    keep(token: string, viewer: Viewer, expiresAt: number): void {
      const until = Math.min(Date.now() + maxAgeMs, expiresAt);
      if (known.size >= maxTokens) known.delete(known.keys().next().value ?? '');
      known.set(token, { viewer, until });
    },
  };
}
