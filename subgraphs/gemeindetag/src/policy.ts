import { Problem } from '@gkz-qe/kit/problem.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { hasScope, refusalOf, type Viewer } from '@gkz-qe/kit/viewer.ts';

/** The name under which a viewer's token says that the viewer is one of ours. */
const ownName = 'gemeindetag';

/*
 * Memberships, and who advises on what, may be read by everybody: a Gemeinde shall see whom it can turn to.
 * Each function below guards what is not for everybody. It throws UNAUTHENTICATED for nobody in particular, else FORBIDDEN.
 */

/** Mail, telephone, capacity and absences of an advisor: for the staff of all three associations, who work on cases together. */
export function mayReadAdvisorContact(viewer: Viewer): void {
  if (!hasScope(viewer, 'advisor:contact')) {
    throw refusalOf(viewer, 'Die Kontaktdaten der Beratenden sehen nur Mitarbeitende der Verbände.');
  }
}

/** The association's contacts in a town hall: only for those who keep the Gemeindetag's own members. */
export function mayReadMemberContacts(viewer: Viewer): void {
  if (!hasScope(viewer, 'member:contact') || viewer.association !== ownName) {
    throw refusalOf(
      viewer,
      'Die Ansprechpersonen eines Mitglieds sieht nur die Mitgliederverwaltung des Gemeindetags.',
    );
  }
}

/** Settings of the Geschäftsstelle, and the version they are in: for those who keep the Gemeindetag's own. */
export function mayKeepOffice(viewer: Viewer): void {
  if (!hasScope(viewer, 'office:write') || viewer.association !== ownName) {
    throw refusalOf(viewer, 'Die Geschäftsstelle stellt nur die Verwaltung des Gemeindetags ein.');
  }
}

/** The change log: for the consultation subgraph alone, which signs with a secret of its own. No role opens it. */
export function mayFollowDirectory(caller: Caller): void {
  if (caller.kind !== 'directory') {
    throw new Problem('FORBIDDEN', 'Das Änderungsprotokoll ist nur für den Beratungsdienst.');
  }
}
