import { createHash, randomBytes } from 'node:crypto';

/** What is kept of something secret or long: 32 bytes from which it cannot be told. */
export function sha256(text: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(text).digest();
}

/** How long an inquirer's link holds. */
const validity = { years: 1 };

/** What is kept of a link. */
export interface LinkRecord {
  readonly tokenHash: Buffer<ArrayBuffer>;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Makes a link's secret, 256 random bits in 43 characters that need no escaping in an address, and what is kept of it. */
export function createLink(
  at: Temporal.Instant,
  timeZone: string,
): { readonly token: string; readonly record: LinkRecord } {
  const token = randomBytes(32).toString('base64url');
  const expires = at.toZonedDateTimeISO(timeZone).add(validity);
  return {
    token,
    record: {
      tokenHash: sha256(token),
      createdAt: new Date(at.epochMilliseconds),
      expiresAt: new Date(expires.epochMilliseconds),
    },
  };
}
