import { type Ask, askRoot } from './ask.ts';
import type { AskFor } from './operations.ts';
import { approvedRequestId, caseIdOf, ours, requestIdOf } from './planted-cases.ts';

const request = `id kind state version origin proof receivedAt dueAt overdue ground
  protocol { at action by counts { what number } } cases { id number status receivedAt legalHold restricted }`;
const changed = `... on PrivacyRequestChanged { request { ${request} } }`;
const result = `${changed} ... on PrivacyRequestStale { request { ${request} } }
  ... on PrivacyRequestBlocked { obstacle reason caseNumbers }`;
const hold = '... on LegalHoldChanged { hold { caseNumber reason } } ... on LegalHoldUnchanged { reason }';
const run = `id rehearsal startedBy startedAt finishedAt endedBefore
  report { cases inquirers timelineEntries kommunen groups { year association cases } heldBack { reason cases } }`;

const asked = requestIdOf('asked');
// Based on a version that never was: whoever may take the step learns that somebody was quicker, and nothing happens.
const stale = `request: "${asked}", version: 0`;

const query =
  (selection: string): AskFor =>
  (): readonly Ask[] => [askRoot(ours, 'consultation', selection)];
const mutation =
  (selection: string): AskFor =>
  (): readonly Ask[] => [askRoot(ours, 'consultation', selection, 'mutation')];

/** Requests of persons, holds, retention, and the log of who read what. */
export const privacyOperations: Readonly<Record<string, AskFor>> = {
  'record a request': mutation(
    `openPrivacyRequest(input: { kind: EXPORT, case: "${caseIdOf('asked')}", proof: IN_PERSON }) { ${changed} }`,
  ),
  'see a request for erasure': query(
    `privacyRequest(id: "${asked}") { ${request} }
     privacyRequests(filter: { kind: [ERASURE] }, first: 5) {
       totalCount nodes { ${request} } edges { cursor node { id } } pageInfo { endCursor } }`,
  ),
  "see a person's words and address in a request": query(
    `privacyRequest(id: "${asked}") { cases { concern inquirer { kind name email phone function organisation } } }`,
  ),
  "export a person's data": query(`privacyExport(request: "${asked}") { request at caseCount json }`),
  'get the proof that an erasure was approved': query(
    `privacyRequest(id: "${approvedRequestId}") { erasureApproval(association: ${ours.toUpperCase()}) }`,
  ),
  'confirm an erasure': mutation(`approvePrivacyRequest(input: { ${stale} }) { ${result} }`),
  'refuse a request': mutation(`refusePrivacyRequest(input: { ${stale}, ground: TAKEN_BACK }) { ${result} }`),
  'carry out an erasure': mutation(`carryOutPrivacyRequest(input: { ${stale} }) { ${result} }`),
  'lift a restriction': mutation(`liftRestriction(input: { ${stale} }) { ${result} }`),
  'set a legal hold': mutation(`setLegalHold(input: { case: "${caseIdOf('held')}", reason: "Streit." }) { ${hold} }`),
  'release a legal hold': mutation(`releaseLegalHold(input: { case: "${caseIdOf('lead')}" }) { ${hold} }`),
  'see legal holds': query(
    `legalHolds(first: 5) { totalCount nodes { caseNumber reason setAt setBy releasedAt releasedBy }
       edges { cursor node { caseNumber } } pageInfo { endCursor } }`,
  ),
  'rehearse retention': mutation(`rehearseRetention(input: {}) { ... on RetentionRehearsed { run { ${run} } } }`),
  'see runs of retention': query(
    `retentionRuns(first: 3) { totalCount nodes { ${run} } edges { cursor node { id } } pageInfo { endCursor } }`,
  ),
  'read the access log': query(
    `accessLog(first: 3) { totalCount nodes { at subject caseNumber basis request } edges { cursor node { at } }
       pageInfo { endCursor } }`,
  ),
};
