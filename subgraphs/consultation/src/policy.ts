import { Problem } from '@gkz-qe/kit/problem.ts';
import { hasRole, hasScope, type Scope, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { associationCodes } from './association/associations.ts';
import type { AssociationCode } from './generated/resolvers.ts';

/** @throws Problem UNAUTHENTICATED for nobody in particular, FORBIDDEN for a viewer whose roles do not open this door */
export function requireScope(viewer: Viewer, scope: Scope): void {
  if (hasScope(viewer, scope)) return;
  if (viewer.roles.length === 0) throw new Problem('UNAUTHENTICATED', 'Bitte melden Sie sich an.');
  throw new Problem('FORBIDDEN', 'Dafür fehlt Ihnen die Berechtigung.', { scope });
}

/**
 * Under whose name it is kept that somebody did or read something.
 *
 * @throws Problem UNAUTHENTICATED
 */
export function subjectOf({ subject }: Viewer): string {
  if (subject !== null) return subject;
  throw new Problem('UNAUTHENTICATED', 'Bitte melden Sie sich an.');
}

/**
 * Everybody may submit who is nobody in particular or advises; who administers, analyses or watches over privacy may not.
 *
 * @throws Problem FORBIDDEN
 */
export function requireSubmission(viewer: Viewer): void {
  if (viewer.roles.length === 0 || hasRole(viewer, 'advisor', 'team_lead', 'coordinator')) return;
  throw new Problem('FORBIDDEN', 'Mit Ihrer Rolle können Sie keine Anfrage stellen.');
}

/**
 * Which cases a viewer sees, and of which of them the content. A case's header is all that the schema calls so.
 *
 * | role | header | content |
 * |---|---|---|
 * | advisor | the own association takes part | the viewer leads or gives co-advice |
 * | team lead | the own association takes part | the own association leads or gives co-advice |
 * | coordinator | all | in RECEIVED and IN_TRIAGE, and where the own association leads or gives co-advice |
 * | all others | none | none |
 *
 * Who is asked to lead or to give co-advice counts as leading or giving it until they decline. Roles add up. What is not seen does
 * not exist for the viewer. The database applies it: see `case/case-sight.ts`.
 */
export interface CaseSight {
  readonly allHeaders: boolean;
  /** Headers of what this association takes part in. */
  readonly association: AssociationCode | null;
  readonly contentInTriage: boolean;
  /** Content of what `association` leads or gives co-advice in. */
  readonly contentOfAssociation: boolean;
  /** Content of what this advisor of `association` leads or gives co-advice in. */
  readonly advisorId: string | null;
}

/** What the viewer's roles let them see; nothing at all for who has none of these roles. */
export function caseSightOf(viewer: Viewer): CaseSight {
  const coordinator = hasRole(viewer, 'coordinator');
  const wholeAssociation = coordinator || hasRole(viewer, 'team_lead');
  const advisor = hasRole(viewer, 'advisor');
  return {
    allHeaders: coordinator,
    association: wholeAssociation || advisor ? associationOf(viewer) : null,
    contentInTriage: coordinator,
    contentOfAssociation: wholeAssociation,
    advisorId: advisor ? viewer.advisorId : null,
  };
}

/**
 * Whose projects a viewer may change: those that a case accompanies in which they lead or give co-advice, open or over, as an
 * advisor, or their association as its team lead. What no case accompanies any more is the coordinators'. The database applies it:
 * see `project/project-sight.ts`.
 */
export interface ProjectKeeper {
  readonly association: AssociationCode | null;
  readonly wholeAssociation: boolean;
  readonly advisorId: string | null;
  readonly unaccompanied: boolean;
}

export function projectKeeperOf(viewer: Viewer): ProjectKeeper {
  return {
    association: associationOf(viewer),
    wholeAssociation: hasRole(viewer, 'team_lead'),
    advisorId: hasRole(viewer, 'advisor') ? viewer.advisorId : null,
    unaccompanied: hasRole(viewer, 'coordinator'),
  };
}

/** Whose cases may be counted for this viewer: of all associations, of the own one, or none. */
export function countableAssociations(viewer: Viewer): readonly AssociationCode[] {
  if (!hasScope(viewer, 'case:count')) return [];
  if (hasRole(viewer, 'coordinator')) return associationCodes;
  const own = associationOf(viewer);
  return own === null ? [] : [own];
}

/** The code of the viewer's association; null where there is none. */
export function associationOf(viewer: Viewer): AssociationCode | null {
  return associationCodes.find((code) => code.toLowerCase() === viewer.association) ?? null;
}
