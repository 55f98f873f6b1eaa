import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

export const signatureHeader = 'x-gkz-signature';
export const viewerHeader = 'x-gkz-viewer';

/** How old a signed call may be, in milliseconds. A replay inside this time is caught by its nonce. */
export const maxAgeMs = 30_000;

interface SignedCall {
  readonly method: string;
  readonly path: string;
  /** The viewer header as sent, '' where there is none. */
  readonly viewer: string;
  readonly body: string | Buffer;
}

/** Signs one call: time, nonce and an HMAC-SHA-256 over everything that must not change on the way. */
export function signCall(call: SignedCall, secret: string, now = Date.now()): string {
  const nonce = randomUUID();
  return `t=${now},n=${nonce},v1=${hmac(call, secret, String(now), nonce)}`;
}

export type SignatureFault = 'missing' | 'malformed' | 'stale' | 'altered' | 'replayed';

/**
 * Makes the check for one process. Any of `secrets` may have signed, so that a secret can be replaced without a gap.
 *
 * Answers null for a good call, else what is wrong with it. Nonces are kept only as long as a call could still be fresh.
 */
export function createSignatureCheck(secrets: readonly string[]) {
  const seen = createNonceMemory();
  return (call: SignedCall, header: string | undefined, now = Date.now()): SignatureFault | null => {
    if (!header) return 'missing';
    const [, time, nonce, mac] = /^t=(\d{10,16}),n=([\w-]{16,64}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    if (!time || !nonce || !mac) return 'malformed';
    if (Math.abs(now - Number(time)) > maxAgeMs) return 'stale';
    if (!secrets.some((secret) => sameHex(mac, hmac(call, secret, time, nonce)))) return 'altered';
    return seen(nonce, now) ? 'replayed' : null;
  };
}

function hmac(call: SignedCall, secret: string, time: string, nonce: string): string {
  return createHmac('sha256', secret)
    .update(`${time}\n${nonce}\n${call.method}\n${call.path}\n${call.viewer}\n`)
    .update(call.body)
    .digest('hex');
}

function sameHex(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
}

/** Two generations of nonces, each as long as a signature may be off in both directions: bounded by the call rate. */
function createNonceMemory(): (nonce: string, now: number) => boolean {
  let current = new Set<string>();
  let previous = new Set<string>();
  let turnedAt = 0;
  return (nonce, now) => {
    if (now - turnedAt > 2 * maxAgeMs) {
      previous = now - turnedAt > 4 * maxAgeMs ? new Set() : current;
      current = new Set();
      turnedAt = now;
    }
    if (current.has(nonce) || previous.has(nonce)) return true;
    current.add(nonce);
    return false;
  };
}
