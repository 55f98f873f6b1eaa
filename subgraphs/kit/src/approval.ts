import { hkdfSync } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';

const encryption = 'A256GCM';
const validSeconds = 600;
/** By how much the clocks of two services may differ. */
const clockToleranceSeconds = 30;

/** One person has approved that somebody's data be erased, and another one is about to do it in a service that was not there. */
export interface Approval {
  /** Key of the request that was approved. */
  readonly request: string;
  /** Mail address of the person whose data are meant. */
  readonly email: string;
  /** Subject of who approved, as in their token. */
  readonly approvedBy: string;
  /** Subject of who may use this approval. */
  readonly carriedOutBy: string;
}

/** Whom an approval is for, with a secret that only they and the service that keeps the requests know. */
export interface ApprovalAudience {
  readonly name: string;
  readonly secret: string;
}

/**
 * Writes an approval so that its bearer can neither read nor change it. It holds for ten minutes, and for one audience.
 *
 * @param now milliseconds since 1970
 */
export async function sealApproval(
  { request, email, approvedBy, carriedOutBy }: Approval,
  { name, secret }: ApprovalAudience,
  now = Date.now(),
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new EncryptJWT({ email, approvedBy })
    .setProtectedHeader({ alg: 'dir', enc: encryption })
    .setJti(request)
    .setSubject(carriedOutBy)
    .setExpirationTime(seconds + validSeconds)
    .encrypt(keyFor(name, secret));
}

const claims = z
  .object({ jti: z.string(), email: z.string(), approvedBy: z.string(), sub: z.string() })
  .transform(({ jti: request, sub: carriedOutBy, ...rest }): Approval => ({ request, carriedOutBy, ...rest }));

/**
 * Reads an approval that was written for `name` with any of these secrets. Null for what is none, or holds no longer.
 *
 * It says nothing yet of who shows it: compare `carriedOutBy`, and see that `approvedBy` is somebody else.
 */
export async function openApproval(
  text: string,
  { name, secrets }: { readonly name: string; readonly secrets: readonly string[] },
  now = Date.now(),
): Promise<Approval | null> {
  for (const secret of secrets) {
    const approval = await tryOpen(text, keyFor(name, secret), now);
    if (approval) return approval;
  }
  return null;
}

async function tryOpen(text: string, key: Uint8Array, now: number): Promise<Approval | null> {
  try {
    const { payload } = await jwtDecrypt(text, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: [encryption],
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    return claims.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** A key for this purpose and audience alone: the secret also signs calls, and no key serves two ends. */
function keyFor(audience: string, secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `approval for ${audience}`, 32));
}
