import { hasRole, hasScope, refusalOf, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { associationOf, subjectOf } from '../policy.ts';

/**
 * Which requests a viewer sees.
 *
 * | role | requests | contact data and words of the person |
 * |---|---|---|
 * | privacy officer | all | while the request is open, each read logged |
 * | team lead | erasures and restrictions about cases that the own association leads | none |
 * | coordinator | those that they recorded | none |
 *
 * Roles add up.
 */
export interface RequestSight {
  readonly all: boolean;
  readonly leadOf: AssociationCode | null;
  readonly recordedBy: string | null;
}

/** @throws Problem UNAUTHENTICATED or FORBIDDEN for whom requests are no business of */
export function requestSightOf(viewer: Viewer): RequestSight {
  const subject = subjectOf(viewer);
  const sight = {
    all: hasScope(viewer, 'privacy:read'),
    leadOf: hasRole(viewer, 'team_lead') ? associationOf(viewer) : null,
    recordedBy: hasScope(viewer, 'privacy:record') ? subject : null,
  };
  if (sight.all || sight.leadOf !== null || sight.recordedBy !== null) return sight;
  throw refusalOf(viewer, 'Dafür fehlt Ihnen die Berechtigung.');
}
