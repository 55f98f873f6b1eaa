import { z } from 'zod';
import { Problem } from './problem.ts';

/** The roles of `domain.md`; `public` is a viewer without any, an inquirer comes with a link and not with a role. */
export const roles = [
  'advisor',
  'team_lead',
  'coordinator',
  'association_admin',
  'analyst',
  'privacy_officer',
] as const;
export type Role = (typeof roles)[number];

/**
 * The one table from roles to the scopes that `@requiresScopes` names in the schema.
 *
 * A scope opens a door; whether this row behind it is the viewer's to see is decided by the subgraph's `policy.ts`.
 */
const scopesOfRole = {
  advisor: [
    'advisor:contact',
    'absence:write',
    'case:count',
    'case:read',
    'case:write',
    'figures:own',
    'inquirer:read',
  ],
  team_lead: [
    'absence:write',
    'advisor:contact',
    'advisor:write',
    'case:assign',
    'case:count',
    'case:read',
    'case:write',
    'figures:own',
    'inquirer:read',
    'privacy:confirm',
    'table:export',
  ],
  coordinator: [
    'advisor:contact',
    'case:assign',
    'case:count',
    'case:read',
    'case:write',
    'event:write',
    'inquirer:read',
    'mail:read',
    'figures:common',
    'privacy:record',
    'register:write',
    'table:export',
  ],
  association_admin: [
    'absence:write',
    'advisor:contact',
    'advisor:write',
    'member:contact',
    'member:write',
    'office:write',
    'table:export',
  ],
  analyst: ['figures:protected', 'table:export'],
  privacy_officer: ['case:read', 'inquirer:read', 'privacy:confirm', 'privacy:read', 'privacy:record', 'privacy:write'],
} as const satisfies Record<Role, readonly string[]>;

export type Scope = (typeof scopesOfRole)[Role][number];

/**
 * Who asks. Made from a verified token by the gateway, carried to the subgraphs inside the signed header.
 *
 * `association` is the code of the viewer's association in lower case as in subgraph names, `advisorId` the advisor that the
 * viewer is. Both are null where they do not apply.
 */
export interface Viewer {
  readonly subject: string | null;
  readonly roles: readonly Role[];
  readonly association: string | null;
  readonly advisorId: string | null;
}

/** Nobody in particular: reads the register, submits an inquiry. */
export const publicViewer: Viewer = { subject: null, roles: [], association: null, advisorId: null };

const viewerSchema = z.strictObject({
  subject: z.string().max(200).nullable(),
  roles: z.array(z.enum(roles)).max(roles.length),
  association: z
    .string()
    .regex(/^[a-z]{2,40}$/)
    .nullable(),
  advisorId: z.uuid().nullable(),
});

/** The header value that tells a subgraph who asks; it counts only inside a valid signature. */
export function encodeViewer(viewer: Viewer): string {
  return Buffer.from(JSON.stringify(viewer)).toString('base64url');
}

/** Reads the header written by {@link encodeViewer}. Null where it is not one. */
export function decodeViewer(header: string): Viewer | null {
  try {
    return viewerSchema.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

export function hasRole(viewer: Viewer, ...wanted: readonly Role[]): boolean {
  return viewer.roles.some((role) => wanted.includes(role));
}

/** All scopes the viewer's roles give, sorted, so that equal rights give an equal list. */
export function scopesOf(viewer: Viewer): readonly Scope[] {
  return [...new Set(viewer.roles.flatMap((role): readonly Scope[] => scopesOfRole[role]))].sort();
}

export function hasScope(viewer: Viewer, scope: Scope): boolean {
  return viewer.roles.some((role) => (scopesOfRole[role] as readonly Scope[]).includes(scope));
}

/** The error for what a viewer may not: nobody can sign in first, somebody cannot do anything about it. */
export function refusalOf(viewer: Viewer, message: string): Problem {
  return viewer.roles.length === 0
    ? new Problem('UNAUTHENTICATED', 'Bitte melden Sie sich an.')
    : new Problem('FORBIDDEN', message);
}
