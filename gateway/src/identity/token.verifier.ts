import type { Logger } from '@gkz-qe/kit/log.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { createRefusal } from '../errors/refusal.ts';
import { type ClaimNames, viewerOf } from './claims.ts';
import { createIssuerKeys } from './issuer.keys.ts';
import { createTokenMemory } from './token.memory.ts';

export interface IdentitySettings {
  readonly issuer: string;
  readonly audience: string;
  readonly clockSkewSeconds: number;
  readonly claims: ClaimNames;
}

/** Signatures that need a private key. With a shared secret, whoever can check a token could also make one. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const maxTokenCharacters = 8192;

/** Checks one bearer token and answers who it belongs to. Refuses with `UNAUTHENTICATED` or `IDENTITY_UNAVAILABLE`. */
export type TokenVerifier = (token: string) => Promise<Viewer>;

export function createTokenVerifier(settings: IdentitySettings, production: boolean, log: Logger): TokenVerifier {
  const issuerKeys = createIssuerKeys(settings.issuer, !production);
  const memory = createTokenMemory();
  return async (token) => {
    const remembered = memory.find(token);
    if (remembered) return remembered;
    if (token.length > maxTokenCharacters) throw unauthenticated('malformed');
    const payload = await verify(token);
    const viewer = viewerOf(payload, settings.claims);
    // Two persons are told apart by their subjects, and logs name them: nobody comes without one, or with one cut short.
    if (!viewer.subject || viewer.subject !== payload.sub) throw unauthenticated('subject');
    memory.keep(token, viewer, (payload.exp ?? 0) * 1000);
    return viewer;
  };

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await issuerKeys(), {
        algorithms,
        issuer: settings.issuer,
        audience: settings.audience,
        clockTolerance: settings.clockSkewSeconds,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason) throw unauthenticated(reason);
      log.error({ failure: error instanceof Error ? error.name : typeof error }, 'cannot check tokens');
      throw createRefusal(
        'IDENTITY_UNAVAILABLE',
        'Ihre Anmeldung lässt sich gerade nicht prüfen. Bitte versuchen Sie es später.',
      );
    }
  }
}

/** The refusal of a token. The reason helps whoever sends it; it never repeats what the token says. */
export function unauthenticated(reason: string) {
  const message =
    reason === 'expired'
      ? 'Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich neu an.'
      : 'Ihre Anmeldung ist ungültig. Bitte melden Sie sich neu an.';
  const challenge = `Bearer error="invalid_token", error_description="${reason}"`;
  return createRefusal('UNAUTHENTICATED', message, { reason }, { 'www-authenticate': challenge });
}

/** What is wrong with a token; undefined where the token is not what is wrong. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReasons[error.claim] ?? 'claims';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'key';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed';
  return undefined;
}

const claimReasons: Readonly<Record<string, string>> = { iss: 'issuer', aud: 'audience', nbf: 'not yet valid' };
