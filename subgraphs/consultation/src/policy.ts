import { Problem } from '@gkz-qe/kit/problem.ts';
import { hasScope, type Scope, type Viewer } from '@gkz-qe/kit/viewer.ts';

/** @throws Problem UNAUTHENTICATED for nobody in particular, FORBIDDEN for a viewer whose roles do not open this door */
export function requireScope(viewer: Viewer, scope: Scope): void {
  if (hasScope(viewer, scope)) return;
  if (viewer.roles.length === 0) throw new Problem('UNAUTHENTICATED', 'Bitte melden Sie sich an.');
  throw new Problem('FORBIDDEN', 'Dafür fehlt Ihnen die Berechtigung.', { scope });
}
