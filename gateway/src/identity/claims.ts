import { type Role, roles, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { JWTPayload } from 'jose';
import { z } from 'zod';

/** Where an issuer puts what we need, and what it calls it. Paths have dots: `realm_access.roles`. */
export interface ClaimNames {
  readonly roles: string;
  /** The issuer's names of our roles, where they differ. */
  readonly roleNames: Readonly<Record<string, Role>>;
  readonly association: string;
  readonly associationNames: Readonly<Record<string, string>>;
  readonly advisorId: string;
}

const associationCode = z.string().regex(/^[a-z]{2,40}$/);
const uuid = z.uuid();

/**
 * Makes the viewer out of a verified token. A role or association that we do not know gives no right; nor does a malformed one.
 * An issuer may use its own names (`roleNames`), a list or a text with blanks for several roles.
 */
export function viewerOf(payload: JWTPayload, names: ClaimNames): Viewer {
  const association = associationCode.safeParse(
    rename(claimAt(payload, names.association), names.associationNames) ?? null,
  );
  const advisorId = uuid.safeParse(claimAt(payload, names.advisorId));
  return {
    subject: typeof payload.sub === 'string' ? payload.sub.slice(0, 200) : null,
    roles: readRoles(claimAt(payload, names.roles), names.roleNames),
    association: association.success ? association.data : null,
    // As our own ids are written, which it is compared with.
    advisorId: advisorId.success ? advisorId.data.toLowerCase() : null,
  };
}

function readRoles(claim: unknown, roleNames: ClaimNames['roleNames']): readonly Role[] {
  const given = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const ours = new Set(given.map((name: unknown) => rename(name, roleNames)));
  return roles.filter((role) => ours.has(role));
}

function rename(name: unknown, names: Readonly<Record<string, string>>): string | undefined {
  if (typeof name !== 'string') return undefined;
  return Object.hasOwn(names, name) ? names[name] : name.toLowerCase();
}

function claimAt(payload: JWTPayload, path: string): unknown {
  // A name with dots (a URL, as some issuers use) may also stand for itself.
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split('.').reduce<unknown>((value, step) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
      ? (value as Record<string, unknown>)[step]
      : undefined;
  }, payload);
}
