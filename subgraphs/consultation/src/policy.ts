import { hasScope, refusalOf, type Scope, type Viewer } from '@gkz-qe/kit/viewer.ts';

/** @throws Problem UNAUTHENTICATED for nobody in particular, FORBIDDEN for a viewer whose roles do not open this door */
export function requireScope(viewer: Viewer, scope: Scope): void {
  if (!hasScope(viewer, scope)) throw refusalOf(viewer, 'Dafür fehlt Ihnen die Berechtigung.');
}
