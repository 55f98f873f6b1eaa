import type { Approval } from '@gkz-qe/kit/approval.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { hasScope, refusalOf, type Viewer } from '@gkz-qe/kit/viewer.ts';

/** The name under which a viewer's token says that the viewer is one of ours. */
const ownName = 'landkreistag';

/*
 * Memberships, and who advises on what, may be read by everybody: a Landkreis shall see whom it can turn to.
 * Each function below guards what is not for everybody. It throws UNAUTHENTICATED for nobody in particular, else FORBIDDEN.
 */

/** Mail, telephone, capacity and absences of an advisor: for the staff of all three associations, who work on cases together. */
export function mayReadAdvisorContact(viewer: Viewer): void {
  if (!hasScope(viewer, 'advisor:contact')) {
    throw refusalOf(viewer, 'Die Kontaktdaten der Beratenden sehen nur Mitarbeitende der Verbände.');
  }
}

/** The association's contacts in a Landratsamt: only for those who keep the Landkreistag's own members. */
export function mayReadMemberContacts(viewer: Viewer): void {
  if (!hasScope(viewer, 'member:contact') || viewer.association !== ownName) {
    throw refusalOf(
      viewer,
      'Die Ansprechpersonen eines Mitglieds sieht nur die Mitgliederverwaltung des Landkreistags.',
    );
  }
}

/** Memberships and contacts: for those who keep the Landkreistag's members. */
export function mayKeepMembers(viewer: Viewer): void {
  if (!hasScope(viewer, 'member:write') || viewer.association !== ownName) {
    throw refusalOf(viewer, 'Die Mitglieder pflegt nur die Mitgliederverwaltung des Landkreistags.');
  }
}

/** Advisors with all that belongs to them: for the Landkreistag's team leads and its administration. */
export function mayKeepAdvisors(viewer: Viewer): void {
  if (!hasScope(viewer, 'advisor:write') || viewer.association !== ownName) {
    throw refusalOf(viewer, 'Die Beratenden pflegt nur der Landkreistag selbst.');
  }
}

/** An advisor's absences: for whoever keeps the Landkreistag's advisors, and for the advisor. */
export function mayKeepAbsences(viewer: Viewer, advisorId: string): void {
  const own = hasScope(viewer, 'absence:write') && viewer.advisorId === advisorId.toLowerCase();
  if (viewer.association !== ownName || !(own || hasScope(viewer, 'advisor:write'))) {
    throw refusalOf(viewer, 'Eine Abwesenheit trägt die Person selbst ein oder ihre Leitung.');
  }
}

/** Settings of the Geschäftsstelle, and the version they are in: for those who keep the Landkreistag's own. */
export function mayKeepOffice(viewer: Viewer): void {
  if (!hasScope(viewer, 'office:write') || viewer.association !== ownName) {
    throw refusalOf(viewer, 'Die Geschäftsstelle stellt nur die Verwaltung des Landkreistags ein.');
  }
}

/**
 * All that is held of a person: for the privacy officers, of whichever association, since a person may turn to any of the three.
 * Answers under which name it stands in the access log.
 */
export function readerOfPersonalData(viewer: Viewer): string {
  if (viewer.subject === null || !hasScope(viewer, 'privacy:read')) {
    throw refusalOf(viewer, 'Auskunft über eine Person geben nur die Datenschutzbeauftragten.');
  }
  return viewer.subject;
}

/** To erase a person: for the privacy officers, of whichever association. */
export function mayErasePersonalData(viewer: Viewer): void {
  if (!hasScope(viewer, 'privacy:write')) {
    throw refusalOf(viewer, 'Daten einer Person löschen nur die Datenschutzbeauftragten.');
  }
}

/** Whether the viewer is the one to carry out what another person has approved. */
export function isSecondPerson({ subject }: Viewer, { approvedBy, carriedOutBy }: Approval): boolean {
  return subject !== null && subject === carriedOutBy && subject !== approvedBy;
}

/** The change log: for the consultation subgraph alone, which signs with a secret of its own. No role opens it. */
export function mayFollowDirectory(caller: Caller): void {
  if (caller.kind !== 'directory') {
    throw new Problem('FORBIDDEN', 'Das Änderungsprotokoll ist nur für den Beratungsdienst.');
  }
}

/** Where people get notifications: for the consultation subgraph alone, which sends them. No role opens it. */
export function mayAskMailAddresses(caller: Caller): void {
  if (caller.kind !== 'directory') {
    throw new Problem('FORBIDDEN', 'Wohin Nachrichten gehen, erfährt nur der Beratungsdienst.');
  }
}
